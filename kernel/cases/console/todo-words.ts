import type { InboxLine } from './api.ts'
import { urgencyOf } from './clock-words.ts'

/** How urgent the work is, in one sentence: 2 件已逾期，5 件今天到期. */
export function todoWords(lines: readonly Pick<InboxLine, 'clock'>[]): string {
  const of = (urgency: string) => lines.filter(({ clock }) => urgencyOf(clock) === urgency).length
  const parts = [
    [of('late'), '件已逾期'],
    [of('today'), '件今天到期'],
    [of('days'), '件三天内到期'],
  ].flatMap(([n, words]) => (n ? [`${n} ${words}`] : []))
  return parts.join('，')
}
