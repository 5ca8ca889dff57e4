import type { CaseOne } from '#kernel/cases/console/api.ts'
import { day } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { paymentKinds } from '../../model/codes.ts'
import { yuanWords } from '../../model/words.ts'
import { type Standing, useStanding } from '../api.ts'
import '../penalty.css'

type Money = NonNullable<Standing['money']>

/** What is owed today: parts, surcharge, payments. */
export function MoneySheet({ one }: { one: CaseOne }) {
  const { data } = useStanding(one)
  if (!data) return <Waiting lines={4} />
  if (!data.money || data.money.fine === 0)
    return (
      <Sheet title="缴款">
        <EmptyState title="没有要缴的罚款">作出罚款决定、送达以后，这里按天算应缴和加处罚款。</EmptyState>
      </Sheet>
    )
  return <MoneyLines money={data.money} on={data.on} />
}

/** The sheet of a fine as it stands on a day; the same for the office and for the party. */
export function MoneyLines({ money, on }: { money: Money; on: string }) {
  return (
    <Sheet title="缴款" meta={`算到 ${day(on)}`}>
      <div className="ag-pen-one">
        <strong>
          {money.outstanding > 0
            ? `还欠 ${yuanWords(money.outstanding)}`
            : money.lastDay === null && money.paid < money.fine
              ? '没有应缴的'
              : '已经缴清'}
        </strong>
        <span>
          罚款 {yuanWords(money.fine)}，已缴 {yuanWords(money.paid)}
          {money.surcharge > 0 && `；加处罚款 ${yuanWords(money.surcharge)}，已缴 ${yuanWords(money.surchargePaid)}`}
        </span>
        <span className="ag-meta">
          {money.capped
            ? '加处罚款已经等于罚款，不再增加（行政处罚法第七十二条）'
            : money.paused
              ? '复议或诉讼期间不计加处罚款（行政处罚法第七十三条）'
              : '逾期的每日按没有缴的罚款的百分之三加处（行政处罚法第七十二条）'}
        </span>
      </div>
      {money.parts.map(({ dueOn, amount, paid, late }, at) => (
        <div key={dueOn} className="ag-pen-one">
          <span className="ag-row ag-wrap">
            <span className="ag-grow">
              {money.parts.length > 1 ? `第 ${at + 1} 期 ` : ''}
              {yuanWords(amount)}，{day(dueOn)} 以前
            </span>
            <StatusMark kind={paid >= amount ? 'done' : late ? 'late' : 'waiting'}>
              {paid >= amount
                ? '缴清'
                : late
                  ? `逾期，还差 ${yuanWords(amount - paid)}`
                  : `还差 ${yuanWords(amount - paid)}`}
            </StatusMark>
          </span>
        </div>
      ))}
      {money.payments.map(({ kind, amount, on: paidOn, receipt }) => (
        <div key={`${paidOn} ${receipt}`} className="ag-pen-one">
          <span>
            {day(paidOn)} 缴{paymentKinds[kind as keyof typeof paymentKinds] ?? kind} {yuanWords(amount)}
          </span>
          <span className="ag-meta">票据 {receipt}</span>
        </div>
      ))}
    </Sheet>
  )
}
