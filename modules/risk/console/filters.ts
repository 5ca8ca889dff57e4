import type { Search } from '#kernel/ui/address.ts'
import { type Filter, labelOf } from '#kernel/ui/filter-chips.tsx'
import { today } from '#kernel/ui/format.ts'
import { codeLists } from '#modules/enterprise/model/codes.ts'
import { accidentEditionOn } from '#standards/accident-type/accident-types.ts'
import { LEVELS, levelColours, levelNames } from '../model/codes.ts'

/** What risk points can be narrowed by, in the order of the chips. @param office whether one looks at more than one's own */
export const riskFilters = (office: boolean): readonly Filter[] => [
  {
    key: 'level',
    label: '等级',
    several: true,
    options: LEVELS.map((level) => ({ value: String(level), label: `${levelColours[level]} ${levelNames[level]}` })),
  },
  ...(office
    ? [
        {
          key: 'regulatorClass',
          label: '监管行业',
          options: codeLists.regulatorClass.map(({ key, name }) => ({ value: key, label: name })),
        },
      ]
    : []),
  {
    key: 'accidentType',
    label: '事故类别',
    options: accidentEditionOn(today()).types.map(({ code, name }) => ({ value: code, label: name })),
  },
  {
    key: 'review',
    label: '评估',
    options: [
      { value: 'overdue', label: '已过期' },
      { value: 'soon', label: '30 天内到期' },
    ],
  },
  { key: 'reassess', label: '需重新评估', options: [{ value: 'true', label: '隐患反复出现' }] },
  {
    key: 'controls',
    label: '措施',
    options: [
      { value: 'due', label: '该检查了' },
      { value: 'failed', label: '有失效' },
    ],
  },
  {
    key: 'opinion',
    label: '复核',
    options: [
      { value: 'open', label: '意见没有回复' },
      { value: 'none', label: '还没有复核' },
    ],
  },
]

/** The chosen filters in words. */
export const filterWords = (filters: readonly Filter[], search: Search): string =>
  [
    search.q && `「${search.q}」`,
    ...filters.flatMap((filter) => {
      const value = search[filter.key]
      return value ? [`${filter.label}：${labelOf(filter, value)}`] : []
    }),
    search.objectId && '一家企业',
    search.located === 'false' && '没有坐标',
  ]
    .filter(Boolean)
    .join('，')
