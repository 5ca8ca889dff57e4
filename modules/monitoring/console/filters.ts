import type { Filter } from '#kernel/ui/filter-chips.tsx'
import { parameterNames } from '../model/codes.ts'
import { standings } from '../model/schema.ts'

const options = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }))

/** What points may be narrowed by. */
export const pointFilters: readonly Filter[] = [
  { key: 'standing', label: '状态', options: options(standings) },
  { key: 'parameter', label: '参数', options: options(parameterNames) },
]
