import type { FactSource, Indicator } from '#kernel/indicators/model/indicator.ts'

const since = { owner: '执法文书', from: '2016-07-01' }

export const documentFacts: FactSource = {
  name: 'legal_document',
  title: '份执法文书',
  permission: 'legal-document.read',
  dimensions: [
    { name: 'office', title: '执法机关', isGrid: true },
    { name: 'key', title: '文书' },
  ],
  pairs: [['office', 'key']],
}

const parts = ['grid', 'office']

export const documentIndicators: readonly Indicator[] = [
  {
    ...since,
    code: 'legal_document.issued',
    name: '执法文书',
    definition: '期内签发、没有撤回的执法文书，按签发日计。',
    unit: '份',
    source: documentFacts,
    figure: { kind: 'flow', of: ['issued'] },
    partitions: ['grid', 'office', 'key'],
  },
  {
    ...since,
    code: 'legal_document.orders',
    name: '责令限期整改指令书',
    definition: '期内签发的责令限期整改指令书，按签发日计。',
    unit: '份',
    source: documentFacts,
    figure: { kind: 'flow', of: ['order'] },
    partitions: parts,
  },
  {
    ...since,
    code: 'legal_document.opinions',
    name: '整改复查意见书',
    definition: '期内签发的整改复查意见书，按签发日计。',
    unit: '份',
    source: documentFacts,
    figure: { kind: 'flow', of: ['opinion'] },
    partitions: parts,
  },
]
