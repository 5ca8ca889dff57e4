import type { FactSource, Indicator } from '#kernel/indicators/model/indicator.ts'
import { patrolLevels } from './codes.ts'

const since = { owner: '网格巡查', from: '2016-07-01' }

export const patrolFacts: FactSource = {
  name: 'patrol',
  title: '次巡查',
  permission: 'patrol.read',
  dimensions: [
    { name: 'level', title: '巡查层级', labels: patrolLevels },
    { name: 'kind', title: '对象', labels: { enterprise: '企业', place: '场所' } },
  ],
}

export const patrolIndicators: readonly Indicator[] = [
  {
    ...since,
    code: 'patrol.visited',
    name: '网格巡查',
    definition: '期内的巡查，按巡查日计，撤回的不计；执法检查不算巡查。',
    unit: '次',
    source: patrolFacts,
    figure: { kind: 'flow', of: ['visited'] },
    partitions: ['grid', 'level', 'kind'],
  },
  {
    ...since,
    code: 'patrol.found',
    name: '巡查发现问题',
    definition: '期内巡查记录的问题，按巡查日计。',
    unit: '条',
    source: patrolFacts,
    figure: { kind: 'flow', of: ['found'] },
    partitions: ['grid', 'level', 'kind'],
  },
  {
    ...since,
    code: 'patrol.per-hundred',
    name: '每百家企业巡查',
    definition: '期内巡查次数除以截至当日的企业数，乘以一百。',
    unit: '次',
    source: patrolFacts,
    figure: { kind: 'ratio', over: 'patrol.visited', under: 'enterprise.count', times: 100 },
    partitions: [],
    digits: 1,
  },
]
