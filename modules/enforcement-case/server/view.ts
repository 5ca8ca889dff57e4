import { moneyOf } from '../model/money.ts'
import type { Story } from '../model/story.ts'

/** Money of a case on a day as it is answered, in yuan. */
export function moneyView(story: Story, on: string) {
  const money = moneyOf(story, on)
  return {
    ...money,
    fine: money.fine / 100,
    paid: money.paid / 100,
    surcharge: money.surcharge / 100,
    surchargePaid: money.surchargePaid / 100,
    outstanding: money.outstanding / 100,
    parts: money.parts.map((part) => ({ ...part, amount: part.amount / 100, paid: part.paid / 100 })),
    payments: story.payments.map((one) => ({ ...one, amount: one.amount / 100 })),
  }
}
