import type { FactSource, Indicator } from '#kernel/indicators/model/indicator.ts'
import { classDimension } from '#modules/enterprise/model/indicators.ts'
import { outcomes } from './codes.ts'

const since = { owner: '行政处罚', from: '2016-07-01' }

export const penaltyFacts: FactSource = {
  name: 'enforcement_case',
  title: '件处罚案件',
  permission: 'enforcement-case.read',
  dimensions: [
    { name: 'procedure', title: '程序', labels: { ordinary: '普通程序', simple: '简易程序' } },
    { name: 'outcome', title: '结果', labels: { ...outcomes, '': '还没有结果' } },
    classDimension,
  ],
}

export const penaltyIndicators: readonly Indicator[] = [
  {
    ...since,
    code: 'enforcement_case.filed',
    name: '处罚立案',
    definition: '期内立案的行政处罚案件，按立案日计。',
    unit: '件',
    source: penaltyFacts,
    figure: { kind: 'flow', of: ['filed'] },
    partitions: ['grid', 'procedure'],
  },
  {
    ...since,
    code: 'enforcement_case.decided',
    name: '处罚决定',
    definition: '期内作出决定的行政处罚案件，按决定日计，不予处罚的也计。',
    unit: '件',
    source: penaltyFacts,
    figure: { kind: 'flow', of: ['decided'] },
    partitions: ['grid', 'procedure', 'outcome'],
  },
  {
    ...since,
    code: 'enforcement_case.person-decided',
    name: '对个人的处罚决定',
    definition: '期内对个人（不是单位）作出的处罚决定，按决定日计。数的是个人，所以按 5 取整，只给整月和镇街以上。',
    unit: '件',
    source: penaltyFacts,
    figure: { kind: 'flow', of: ['decided_person'] },
    partitions: [],
    personal: true,
  },
  {
    ...since,
    code: 'enforcement_case.fine',
    name: '罚款金额',
    definition: '期内处罚决定的罚款，按决定日计，不论是否缴纳。',
    unit: '元',
    source: penaltyFacts,
    figure: { kind: 'flow', of: ['fine'] },
    partitions: ['grid', 'procedure', 'outcome'],
    per: 100,
  },
  {
    ...since,
    code: 'enforcement_case.per-hundred',
    name: '每百家企业立案',
    definition: '期内立案的处罚案件除以截至当日的企业数，乘以一百。',
    unit: '件',
    source: penaltyFacts,
    figure: { kind: 'ratio', over: 'enforcement_case.filed', under: 'enterprise.count', times: 100 },
    partitions: [],
    digits: 1,
  },
]
