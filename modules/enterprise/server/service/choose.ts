import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { EnterpriseFilterInput } from '../../model/schema.ts'
import { countUpTo } from '../store/enterprise.ts'
import { selectMatching } from '../store/filter.ts'

/** Enterprises a rule chooses inside a scope, as a query of `id` and `grid_code`: other modules take them over without reading them first. */
export const chosenEnterprises = (scope: Scope, rule: Omit<EnterpriseFilterInput, 'q'>) =>
  selectMatching(scope, rule, today())

/** How many enterprises a rule chooses, counted no further than a bound. */
export const countChosen = (
  tx: Tx,
  scope: Scope,
  rule: Omit<EnterpriseFilterInput, 'q'>,
  bound: number,
): Promise<number> => countUpTo(tx, scope, rule, today(), bound, null)
