import { Button } from 'antd'
import { useState } from 'react'
import { PartyForm } from '#kernel/cases/console/parts/party-form.tsx'
import { usePart } from '#kernel/ui/address.ts'
import { day, today } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type OtherPenalty, otherPenalties } from '../../model/codes.ts'
import { yuanWords } from '../../model/words.ts'
import { type Own, useOwnPenalty } from '../api.ts'
import { penaltyFace } from '../face.tsx'
import { MoneyLines } from '../parts/money-sheet.tsx'
import '../penalty.css'

/** One case against the enterprise: what it was told, what it may do, what it has to pay. */
export function OwnPenaltyPage() {
  const id = usePart('id')
  const read = useOwnPenalty(id)
  useTitle('行政处罚')
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel whole error={read.error} acts={<To to="/my-penalties">回到列表</To>} />
      </div>
    )
  if (!read.data) return <Waiting lines={8} />
  const own = read.data
  return (
    <div className="ag-page ag-pen-own ag-stack">
      <PageHead trail={<To to="/my-penalties">行政处罚</To>} meta={<span className="ag-code">{own.number}</span>}>
        <span className="ag-row ag-wrap">
          {own.title}
          <StatusMark kind={own.stage === '已结案' ? 'done' : 'waiting'}>{own.stage}</StatusMark>
        </span>
      </PageHead>
      <Acts own={own} onDone={() => void read.refetch()} />
      <NoticeSheet own={own} />
      <DecisionSheet own={own} />
      {own.annulledOn && <AnnulledSheet on={own.annulledOn} refund={own.refund} />}
      {own.money && <MoneyLines money={own.money} on={today()} />}
    </div>
  )
}

function AnnulledSheet({ on, refund }: { on: string; refund: number }) {
  return (
    <Sheet title="决定已撤销" meta={day(on)}>
      <div className="ag-pen-one">
        <strong>不用缴款</strong>
        {refund > 0 && <span>已经缴的 {yuanWords(refund)} 应当退还，请与办案机关联系。</span>}
      </div>
    </Sheet>
  )
}

const othersWords = (others: readonly string[]) => others.map((one) => otherPenalties[one as OtherPenalty]).join('、')

function NoticeSheet({ own }: { own: Own }) {
  const { notice, hearing } = own
  if (!notice) return null
  return (
    <Sheet title="处罚告知" meta={`${day(notice.on)} 送达`}>
      <div className="ag-pen-one">
        <span>{notice.text}</span>
        <strong>
          拟{notice.fine !== null ? `罚款 ${yuanWords(notice.fine)}` : '处罚'}
          {notice.others.length > 0 && `，${othersWords(notice.others)}`}
        </strong>
        <span className="ag-meta">
          陈述、申辩到 {day(notice.defenceUntil)}
          {notice.hearingUntil && `；申请听证到 ${day(notice.hearingUntil)}`}
        </span>
      </div>
      {own.defences.map(({ on, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was said stands in its order
        <div key={at} className="ag-pen-one">
          <span>{text}</span>
          <span className="ag-meta">{day(on)} 陈述、申辩</span>
        </div>
      ))}
      {own.answers.map(({ accepted, text }) => (
        <div key={text} className="ag-pen-one">
          <strong>{accepted ? '采纳' : '不予采纳'}</strong>
          <span>{text}</span>
        </div>
      ))}
      {hearing.heldOn && (
        <div className="ag-pen-one">
          <strong>听证会 {day(hearing.heldOn)}</strong>
          <span>{hearing.where}</span>
          <span className="ag-meta">可以委托一至二人代理；无正当理由不出席的视为放弃。</span>
        </div>
      )}
    </Sheet>
  )
}

function DecisionSheet({ own }: { own: Own }) {
  const { decision, remedyUntil } = own
  if (!decision) return null
  return (
    <Sheet title="决定" meta={`${day(own.servedOn)} 送达`}>
      <div className="ag-pen-one">
        <strong>
          {decision.outcome}
          {decision.fine > 0 && `，罚款 ${yuanWords(decision.fine)}`}
          {decision.others.length > 0 && `，${othersWords(decision.others)}`}
        </strong>
        <span className="ag-meta">
          {decision.no}，{day(decision.on)}
        </span>
        {remedyUntil && (
          <span>
            不服的，{day(remedyUntil.reconsideration)} 以前可以申请行政复议，或者 {day(remedyUntil.litigation)}{' '}
            以前提起行政诉讼；期间不停止缴款。
          </span>
        )}
      </div>
    </Sheet>
  )
}

function Acts({ own, onDone }: { own: Own; onDone(): void }) {
  const [act, setAct] = useState<string>()
  if (own.acts.length === 0) return null
  const chosen = own.acts.find((one) => one.act === act)
  return (
    <Sheet title="您可以办">
      <div className="ag-pad ag-stack">
        <div className="ag-row ag-wrap">
          {own.acts.map((one) => (
            <Button key={one.act} type={one.act === act ? 'primary' : 'default'} onClick={() => setAct(one.act)}>
              {one.title}
            </Button>
          ))}
        </div>
        {chosen && (
          <PartyForm
            key={chosen.act}
            face={penaltyFace}
            own={own}
            act={chosen.act}
            title={chosen.title}
            warning={GIVEN_UP[chosen.act]}
            withheld={OF_OFFICES}
            least={({ electronic }) => (chosen.act === 'confirm-address' && electronic === true ? 1 : 0)}
            onDone={() => {
              setAct(undefined)
              onDone()
            }}
          />
        )}
      </div>
    </Sheet>
  )
}

/** What a party loses by an act it cannot take back; nobody is told so after it. */
const GIVEN_UP: Readonly<Record<string, string>> = {
  'waive-defence':
    '放弃以后，机关不再等陈述、申辩的期限，就可以作出处罚决定。不想放弃的不用办，期限内随时可以陈述、申辩。',
  'waive-hearing':
    '放弃以后不能再申请听证，机关不再等听证的期限，就可以作出处罚决定。拿不定主意的不用办，期限内可以先陈述、申辩，或者申请听证。',
}

/** Days of receipt are entered by offices for what came on paper. */
const OF_OFFICES = ['on']
