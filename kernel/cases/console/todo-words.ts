import type { InboxLine } from './api.ts'
import { urgencyOf } from './clock-words.ts'

/**
 * How urgent the work is, in one sentence: 2 件已逾期，5 件今天到期.
 * @param lines the most urgent ones first
 * @param total how many there are in all: where the lines end earlier, more may be as urgent as the last of them
 */
export function todoWords(lines: readonly Pick<InboxLine, 'clock'>[], total: number): string {
  const last = lines.at(-1)
  const cut = last && lines.length < total ? urgencyOf(last.clock) : null
  const parts = (
    [
      ['late', '已逾期'],
      ['today', '今天到期'],
      ['days', '三天内到期'],
    ] as const
  ).flatMap(([urgency, words]) => {
    const n = lines.filter(({ clock }) => urgencyOf(clock) === urgency).length
    return n ? [`${n} 件${urgency === cut ? '以上' : ''}${words}`] : []
  })
  return parts.join('，')
}
