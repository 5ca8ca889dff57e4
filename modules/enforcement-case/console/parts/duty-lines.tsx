import type { CaseOne } from '#kernel/cases/console/api.ts'
import { day, today } from '#kernel/ui/format.ts'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { type Standing, useStanding } from '../api.ts'
import '../penalty.css'

type Duty = Standing['duties'][number]

function standOf({ doneOn, dueOn }: Duty): { kind: StatusKind; word: string } {
  if (doneOn) return dueOn && doneOn > dueOn ? { kind: 'done', word: '已办，迟了' } : { kind: 'done', word: '已办' }
  if (!dueOn) return { kind: 'open', word: '要办' }
  if (dueOn < today()) return { kind: 'late', word: '过了没办' }
  return dueOn === today() ? { kind: 'going', word: '今天到期' } : { kind: 'waiting', word: '还没到' }
}

/** What is next and by when, from which article; what is done stays, so that the whole procedure is seen. */
export function DutyLines({ one }: { one: CaseOne }) {
  const { data, error } = useStanding(one)
  if (error && !data) return <span className="ag-pale">期限暂时读不到</span>
  if (!data) return <span className="ag-pale">正在读…</span>
  if (data.duties.length === 0 && !one.clock) return <span className="ag-pale">现在没有法定期限</span>
  const open = data.duties.filter(({ doneOn }) => !doneOn)
  return (
    <ul className="ag-pen-duties">
      {one.clock && <Running clock={one.clock} />}
      {[...open, ...data.duties.filter(({ doneOn }) => doneOn)].map((duty) => {
        const { kind, word } = standOf(duty)
        return (
          <li key={duty.key}>
            <span>
              {duty.title}
              {duty.who === 'party' && <span className="ag-pale">（当事人）</span>}
            </span>
            <StatusMark kind={kind}>{word}</StatusMark>
            <span className="ag-meta">
              {[
                duty.from && `最早 ${day(duty.from)}`,
                duty.dueOn && `最晚 ${day(duty.dueOn)}`,
                duty.doneOn && `${day(duty.doneOn)} 办的`,
                duty.basis,
                duty.provisional && '放假安排未公布，暂按周末推算',
              ]
                .filter(Boolean)
                .join('；')}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** The term of the state itself, as the engine runs it. */
function Running({ clock }: { clock: NonNullable<CaseOne['clock']> }) {
  const late = clock.dueOn < today()
  return (
    <li>
      <span>{clock.title}</span>
      <StatusMark kind={clock.stoppedSince ? 'off' : late ? 'late' : 'going'}>
        {clock.stoppedSince ? '停表' : late ? '过了' : '在走'}
      </StatusMark>
      <span className="ag-meta">
        最晚 {day(clock.dueOn)}；{clock.basis}
      </span>
    </li>
  )
}

/** Why review, discussion or a hearing is a must, and whether it was done. */
export function MustLines({ one }: { one: CaseOne }) {
  const { data } = useStanding(one)
  if (!data) return <span className="ag-pale">正在读…</span>
  const lines = [
    ['告知听证权利', data.hearing, null],
    ['法制审核', data.review, data.reviewed === 'agree'],
    ['集体讨论', data.discussion, data.discussed],
  ] as const
  const needed = lines.filter(([, why]) => why.length > 0)
  if (needed.length === 0) return <span className="ag-pale">没有必须听证、审核、讨论的情形</span>
  return (
    <ul className="ag-pen-duties">
      {needed.map(([title, why, done]) => (
        <li key={title}>
          <span>{title}</span>
          {done !== null && <StatusMark kind={done ? 'done' : 'open'}>{done ? '已办' : '还没有'}</StatusMark>}
          <span className="ag-meta">{why.join('；')}</span>
        </li>
      ))}
    </ul>
  )
}

/** How the fine was weighed, sentence by sentence. */
export function TraceLines({ one }: { one: CaseOne }) {
  const { data } = useStanding(one)
  if (!data || data.trace.length === 0) return <span className="ag-pale">还没有裁量</span>
  return (
    <details>
      <summary>{data.trace.findLast((line) => line.includes('罚款')) ?? '裁量过程'}</summary>
      <ol className="ag-pen-trace">
        {data.trace.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
    </details>
  )
}

/** The two who handle the case, with what stands against their certificates. */
export function OfficerLine({ one }: { one: CaseOne }) {
  const { data } = useStanding(one)
  if (!data) return <span className="ag-pale">正在读…</span>
  if (data.officers.length === 0) return <span className="ag-pale">立案时定</span>
  return (
    <>
      {data.officers.map(({ personId, name, why }) => (
        <span key={personId} style={{ marginRight: 12 }}>
          {name}
          {why && <span className="ag-late">{why}</span>}
        </span>
      ))}
    </>
  )
}
