import type { Filter } from '#kernel/ui/filter-chips.tsx'
import { motionWords } from './words.ts'

/** What vehicles may be narrowed by. */
export const vehicleFilters: readonly Filter[] = [
  {
    key: 'state',
    label: '状态',
    options: Object.entries(motionWords).map(([value, label]) => ({ value, label })),
  },
  {
    key: 'loaded',
    label: '载货',
    options: [
      { value: 'true', label: '正在运输' },
      { value: 'false', label: '空车' },
    ],
  },
  { key: 'alerts', label: '报警', options: [{ value: 'open', label: '有未处理' }] },
]
