import { createHash } from 'node:crypto'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { listLibrary } from '#modules/check-item/server/library.ts'
import { lawVersions } from '#modules/enforcement-case/server/law.ts'
import type { CheckAlong, ClockAlong, LawAlong } from '../model/law.ts'

/** Checks, discretion and terms as they are for somebody on a day, with a fingerprint of all of it. */
export async function lawOf(tx: Tx, actor: Actor, kinds: readonly CaseType[], on: string): Promise<LawAlong> {
  const library = await listLibrary(tx, on, actor.gridCode)
  const checks = library.filter(({ standing }) => standing === 'in-force').map(checkView)
  const law = { versions: [...lawVersions()], checks, clocks: kinds.flatMap(clocksOf) }
  const version = createHash('sha256').update(JSON.stringify(law)).digest('hex').slice(0, 8).toUpperCase()
  return { ...law, version, asOf: new Date().toISOString() }
}

const checkView = (check: CheckAlong): CheckAlong => {
  const { code, industry, question, how, basis, rank, criterion, penaltyItem, rectification, days, verified } = check
  return { code, industry, question, how, basis, rank, criterion, penaltyItem, rectification, days, verified }
}

/** Terms that run while a case stands in a state; a day chosen by an act is no term of law. */
const clocksOf = ({ title, states }: CaseType): ClockAlong[] =>
  Object.values(states).flatMap(({ title: state, clock }) =>
    !clock || clock.term === 'dueOn'
      ? []
      : [
          {
            ...clock.term,
            kind: title,
            title: `${clock.title}（${state}）`,
            source: clock.source,
            verified: !clock.unverified,
          },
        ],
  )
