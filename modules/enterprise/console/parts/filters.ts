import type { Search } from '#kernel/ui/address.ts'
import { type Filter, labelOf } from '#kernel/ui/filter-chips.tsx'
import { listIndustryChildren } from '#standards/industry/industry.ts'
import { codeLists } from '../../model/codes.ts'

const choices = (list: readonly { key: string; name: string }[]) =>
  list.map((entry) => ({ value: entry.key, label: entry.name }))

/** What the register can be narrowed by, in the order of the chips. */
export const enterpriseFilters: readonly Filter[] = [
  { key: 'regulatorClass', label: '监管行业', several: true, options: choices(codeLists.regulatorClass) },
  {
    key: 'riskLevel',
    label: '风险等级',
    several: true,
    options: [...choices(codeLists.riskLevel), { value: 'none', label: '未评级' }],
  },
  { key: 'operatingState', label: '经营状态', several: true, options: choices(codeLists.operatingState) },
  { key: 'scale', label: '规模', several: true, options: choices(codeLists.scale) },
  {
    key: 'industry',
    label: '国民经济行业',
    several: true,
    options: listIndustryChildren(null).flatMap((section) =>
      listIndustryChildren(section.code).map(({ code, name }) => ({
        value: code,
        label: `${section.code}${code} ${name}`,
      })),
    ),
  },
  {
    key: 'majorHazard',
    label: '重大危险源',
    options: [
      { value: 'true', label: '涉及' },
      { value: 'false', label: '不涉及' },
    ],
  },
  {
    key: 'freshness',
    label: '档案时效',
    options: [
      { value: 'fresh', label: '在有效期内' },
      { value: 'stale', label: '过期或未核实' },
    ],
  },
  {
    key: 'located',
    label: '坐标',
    options: [
      { value: 'true', label: '有坐标' },
      { value: 'false', label: '没有坐标' },
    ],
  },
]

const withoutPosition = enterpriseFilters.filter(({ key }) => key !== 'located')

/** On the map everything has a position. */
export const mapFilters = withoutPosition

/** Chips of the list: position is asked for from the map, and stands here only while it narrows. */
export const chipsOf = (search: Search): readonly Filter[] => (search.located ? enterpriseFilters : withoutPosition)

/** The present narrowing in words, for an empty list: 大王镇、较大风险. */
export function filterWords(search: Search, gridName: string | undefined): string {
  const words = enterpriseFilters.flatMap((filter) => {
    const value = search[filter.key]
    return value ? [`${filter.label}：${labelOf(filter, value)}`] : []
  })
  if (search.q) words.unshift(`「${search.q}」`)
  if (search.grid && gridName) words.unshift(gridName)
  return words.join('、')
}
