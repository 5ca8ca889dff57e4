import type { Filter } from '#kernel/ui/filter-chips.tsx'
import type { StatusKind } from '#kernel/ui/marks.tsx'
import { checkIndustries } from '#standards/check-item/check-item.ts'
import { hazardCategories } from '#standards/hazard/categories.ts'

export const audiences = { both: '政府和企业', government: '只供政府检查', enterprise: '只供企业自查' } as const
export const ranks = { ordinary: '一般', major: '重大' } as const
export const changes = { seed: '平台检查项库', added: '新增', corrected: '更正', closed: '停用' } as const

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))

/** How something of the library stands, in words; a closed one with its last day. */
export function standingWords({ standing, from, to }: { standing: string; from?: string; to: string | null }): {
  kind: StatusKind
  words: string
} {
  if (standing === 'closed') return { kind: 'off', words: `${to} 停用` }
  if (standing === 'future') return { kind: 'open', words: from ? `${from} 起用` : '还没有起用' }
  return to ? { kind: 'waiting', words: `用到 ${to}` } : { kind: 'done', words: '适用' }
}

const place: Filter = {
  key: 'place',
  label: '范围',
  options: [
    { value: 'national', label: '全平台通用' },
    { value: 'local', label: '本地' },
  ],
}
const standing: Filter = {
  key: 'standing',
  label: '状态',
  options: [
    { value: 'closed', label: '已停用' },
    { value: 'all', label: '全部' },
  ],
}
const industry: Filter = { key: 'industry', label: '行业', options: options(checkIndustries) }

/** What checks can be narrowed by. */
export const checkFilters: readonly Filter[] = [
  industry,
  {
    key: 'category',
    label: '类别',
    options: hazardCategories.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
  },
  { key: 'audience', label: '给谁用', options: options({ government: '政府检查', enterprise: '企业自查' }) },
  { key: 'rank', label: '等级', options: options(ranks) },
  place,
  standing,
  { key: 'verified', label: '依据', options: options({ true: '已核对', false: '未经核实' }) },
]

/** What templates can be narrowed by. */
export const templateFilters = (levels: Readonly<Record<string, string>>): readonly Filter[] => [
  industry,
  { key: 'level', label: '用途', options: options(levels) },
  place,
  standing,
]
