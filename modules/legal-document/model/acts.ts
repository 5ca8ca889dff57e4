/** States of a document and what may be done in each; the same table answers the server and draws the buttons. */

export const stateNames = {
  draft: '草稿',
  issued: '已制发',
  withdrawn: '已撤回',
  replaced: '已更正',
  discarded: '已作废的草稿',
} as const
export type DocumentState = keyof typeof stateNames

export const wayNames = {
  paper: '直接送达',
  left: '留置送达',
  account: '平台送达',
  post: '邮寄送达',
  entrusted: '委托送达',
  announced: '公告送达',
} as const
export type ServiceWay = keyof typeof wayNames

/** Ways that are entered with a document; the others only an act of its case tells. */
export const enteredWays = ['paper', 'left', 'account', 'post'] as const satisfies readonly ServiceWay[]

interface Stand {
  state: DocumentState
  audience: 'external' | 'internal'
  servedOn: string | null
  receivedAt: string | null
  /** Served through the account and not signed for. */
  awaits: boolean
}

/** Permission word of each act. */
export const actWords = {
  edit: 'legal-document.draft',
  discard: 'legal-document.draft',
  issue: 'legal-document.issue',
  sign: 'legal-document.sign',
  serve: 'legal-document.serve',
  receive: 'legal-document.receive',
  withdraw: 'legal-document.withdraw',
  correct: 'legal-document.withdraw',
} as const
export type DocumentAct = keyof typeof actWords

/** Acts open in a state, whoever may do them. Internal documents are never served. */
export function openActs({ state, audience, receivedAt, awaits }: Stand): DocumentAct[] {
  if (state === 'draft') return ['edit', 'issue', 'discard']
  if (state !== 'issued') return []
  const served: DocumentAct[] = audience === 'external' && receivedAt === null ? ['serve'] : []
  return ['sign', ...served, ...(awaits ? (['receive'] as const) : []), 'correct', 'withdraw']
}
