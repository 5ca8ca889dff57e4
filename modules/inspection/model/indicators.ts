import type { FactSource, Indicator } from '#kernel/indicators/model/indicator.ts'
import { classDimension, sectionDimension } from '#modules/enterprise/model/indicators.ts'
import { inspectionReasons } from './codes.ts'

const since = { owner: '执法检查', from: '2016-07-01' }

export const inspectionFacts: FactSource = {
  name: 'inspection',
  title: '次检查',
  permission: 'inspection.read',
  dimensions: [
    { name: 'office', title: '检查机关', isGrid: true },
    classDimension,
    { name: 'reason', title: '检查事由', labels: inspectionReasons },
    sectionDimension,
  ],
  pairs: [['office', 'class']],
}

const parts = ['grid', 'office', 'reason']

export const inspectionIndicators: readonly Indicator[] = [
  {
    ...since,
    code: 'inspection.visited',
    name: '执法检查',
    definition: '期内到场的执法检查，按到场日计，一次到场一次。',
    unit: '次',
    source: inspectionFacts,
    figure: { kind: 'flow', of: ['visited'] },
    partitions: parts,
  },
  {
    ...since,
    code: 'inspection.found',
    name: '检查查出问题',
    definition: '期内执法检查记录的问题，按到场日计。',
    unit: '条',
    source: inspectionFacts,
    figure: { kind: 'flow', of: ['found'] },
    partitions: parts,
  },
  {
    ...since,
    code: 'inspection.find-rate',
    name: '每次检查查出问题',
    definition: '查出的问题除以检查次数。',
    unit: '条',
    source: inspectionFacts,
    figure: { kind: 'ratio', over: 'inspection.found', under: 'inspection.visited', times: 1 },
    partitions: [],
    digits: 2,
  },
  {
    ...since,
    code: 'inspection.reinspected',
    name: '执法复查',
    definition: '期内到场复查的检查，按复查日计。',
    unit: '次',
    source: inspectionFacts,
    figure: { kind: 'flow', of: ['reinspected'] },
    partitions: parts,
  },
  {
    ...since,
    code: 'inspection.per-hundred',
    name: '每百家企业检查',
    definition: '期内执法检查次数除以截至当日的企业数，乘以一百。',
    unit: '次',
    source: inspectionFacts,
    figure: { kind: 'ratio', over: 'inspection.visited', under: 'enterprise.count', times: 100 },
    partitions: [],
    digits: 1,
  },
]
