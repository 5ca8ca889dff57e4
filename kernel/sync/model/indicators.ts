import type { FactSource, Indicator } from '#kernel/indicators/model/indicator.ts'

const since = { owner: '现场实录', from: '2016-07-01' }

export const fieldFacts: FactSource = {
  name: 'field_record',
  title: '条现场记录',
  permission: 'field.read',
  dimensions: [
    { name: 'grade', title: '时效', labels: { 'on-site': '现场', delayed: '滞后', 'back-filled': '补录' } },
    { name: 'about', title: '业务' },
  ],
}

export const fieldIndicators: readonly Indicator[] = [
  {
    ...since,
    code: 'field_record.made',
    name: '移动端记录',
    definition: '期内用安网现场做的记录，按做的那天计。',
    unit: '条',
    source: fieldFacts,
    figure: { kind: 'flow', of: ['made'] },
    partitions: ['grid', 'grade'],
  },
  {
    ...since,
    code: 'field_record.on-site',
    name: '现场记录',
    definition: '期内当场记录、时间地点没有疑点的移动端记录。',
    unit: '条',
    source: fieldFacts,
    figure: { kind: 'flow', of: ['on_site'] },
    partitions: ['grid'],
    better: true,
  },
  {
    ...since,
    code: 'field_record.share',
    name: '现场记录率',
    definition: '现场记录占期内全部移动端记录的百分比。',
    unit: '%',
    source: fieldFacts,
    figure: { kind: 'ratio', over: 'field_record.on-site', under: 'field_record.made', times: 100 },
    partitions: [],
    digits: 1,
    better: true,
  },
]
