/** What came of an operation a device sent. */
export const outcomes = {
  new: '已送达，新建',
  updated: '已送达',
  identical: '早已送达',
  stale: '别人先办了',
  refused: '没有收下',
  gone: '已经没有了',
  waits: '等前一步',
  later: '平台忙，稍后再发',
} as const

export type Outcome = keyof typeof outcomes

/** Outcomes after which a device need not send again. */
export const isDelivered = (outcome: Outcome): boolean => ['new', 'updated', 'identical'].includes(outcome)

/** Operations in one request; a device with more sends again. */
export const MOST_OPERATIONS = 100

/**
 * What an answer to an operation means.
 * @param replayed the same request was answered before
 */
export function outcomeOf(status: number, replayed: boolean, problemType: string | undefined): Outcome {
  if (status < 300) return replayed ? 'identical' : status === 201 ? 'new' : 'updated'
  if (status === 401 || status === 429 || status >= 500) return 'later'
  if (status === 404 || status === 410) return 'gone'
  if (status === 412 || (status === 409 && problemType?.endsWith('version-moved-on'))) return 'stale'
  return 'refused'
}

/** Short number of a receipt, to read over the phone: R-1122-7F3A. */
export function receiptNumber(id: string): string {
  const made = new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(made).slice(5).replace('-', '')
  return `R-${day}-${id.slice(-4).toUpperCase()}`
}
