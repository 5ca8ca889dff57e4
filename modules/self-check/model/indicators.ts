import type { FactSource, Indicator } from '#kernel/indicators/model/indicator.ts'
import { classDimension } from '#modules/enterprise/model/indicators.ts'
import { rhythms } from './codes.ts'

const since = { owner: '企业自查', from: '2016-07-01' }

export const selfCheckFacts: FactSource = {
  name: 'self_check',
  title: '次自查',
  permission: 'self-check.read',
  dimensions: [{ name: 'rhythm', title: '周期', labels: rhythms }, classDimension],
}

export const selfCheckIndicators: readonly Indicator[] = [
  {
    ...since,
    code: 'self_check.finished',
    name: '完成自查',
    definition: '期内企业完成的自查，按完成日计。',
    unit: '次',
    source: selfCheckFacts,
    figure: { kind: 'flow', of: ['finished'] },
    partitions: ['grid', 'rhythm'],
  },
  {
    ...since,
    code: 'self_check.due',
    name: '到期应查',
    definition: '最后一天在期内届满（届满次日在期内）的自查，不论做完没有。',
    unit: '次',
    source: selfCheckFacts,
    figure: { kind: 'flow', of: ['due'] },
    partitions: ['grid', 'rhythm'],
  },
  {
    ...since,
    code: 'self_check.met',
    name: '按期自查',
    definition: '最后一天在期内届满、届满前已做完的自查。',
    unit: '次',
    source: selfCheckFacts,
    figure: { kind: 'flow', of: ['met'] },
    partitions: ['grid', 'rhythm'],
    better: true,
  },
  {
    ...since,
    code: 'self_check.on-time',
    name: '按期自查率',
    definition: '按期自查占到期应查的百分比。',
    unit: '%',
    source: selfCheckFacts,
    figure: { kind: 'ratio', over: 'self_check.met', under: 'self_check.due', times: 100 },
    partitions: [],
    digits: 1,
    better: true,
  },
  {
    ...since,
    code: 'self_check.zero',
    name: '零报告',
    definition: '期内完成、明确报告没有发现问题的自查。',
    unit: '次',
    source: selfCheckFacts,
    figure: { kind: 'flow', of: ['zero'] },
    partitions: ['grid', 'rhythm'],
  },
  {
    ...since,
    code: 'self_check.per-hundred',
    name: '每百家企业自查',
    definition: '期内完成的自查次数除以截至当日的企业数，乘以一百。',
    unit: '次',
    source: selfCheckFacts,
    figure: { kind: 'ratio', over: 'self_check.finished', under: 'enterprise.count', times: 100 },
    partitions: [],
    digits: 1,
  },
]
