import type { FactSource, Indicator } from '#kernel/indicators/model/indicator.ts'
import { eventCategories, eventPriorities } from './catalogue.ts'

const since = { owner: '网格事件', from: '2016-07-01' }

export const eventFacts: FactSource = {
  name: 'event',
  title: '件事件',
  permission: 'event.read',
  dimensions: [
    {
      name: 'category',
      title: '事件类别',
      labels: Object.fromEntries(eventCategories.map(({ code, name }) => [code, name])),
    },
    { name: 'priority', title: '缓急', labels: eventPriorities },
  ],
}

const parts = ['grid', 'category', 'priority']

export const eventIndicators: readonly Indicator[] = [
  {
    ...since,
    code: 'event.found',
    name: '网格事件',
    definition: '期内发现登记的事件，按发现日计，撤回和并案的不计。',
    unit: '件',
    source: eventFacts,
    figure: { kind: 'flow', of: ['found'] },
    partitions: parts,
  },
  {
    ...since,
    code: 'event.open',
    name: '未办结事件',
    definition: '截至当日已登记、还没有办结的事件。',
    unit: '件',
    source: eventFacts,
    figure: { kind: 'stock', of: ['found'], less: ['closed'] },
    partitions: parts,
    better: false,
  },
  {
    ...since,
    code: 'event.late',
    name: '逾期未办结事件',
    definition: '截至当日办理期限已过、还没有办结的事件。',
    unit: '件',
    source: eventFacts,
    figure: { kind: 'stock', of: ['due'], less: ['met', 'over'] },
    partitions: parts,
    better: false,
  },
]
