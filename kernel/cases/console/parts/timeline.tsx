import { App } from 'antd'
import { day, time } from '#kernel/ui/format.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import type { CaseAct, CaseOne } from '../api.ts'
import type { CaseFace } from '../face.ts'
import { saidOf } from '../input-words.ts'
import { FileLinks } from './file-links.tsx'

interface TimelineProps {
  face: CaseFace
  one: CaseOne
  seatName(id: string): string | undefined
}

/** What happened, newest first, every act with its seal. */
export function Timeline({ face, one, seatName }: TimelineProps) {
  return (
    <Sheet title="经过" meta={`${one.history.length} 步`} className="ag-story">
      <ol>
        {one.history.toReversed().map((done) => (
          <Done key={done.seq} face={face} done={done} seatName={seatName} />
        ))}
      </ol>
    </Sheet>
  )
}

function Done({ face, done, seatName }: { face: CaseFace; done: CaseAct; seatName(id: string): string | undefined }) {
  const said = saidOf(face, done.act, done.input, seatName)
  const { name, seat, body } = done.by
  return (
    <li data-platform={done.platform ? '' : undefined}>
      <div className="ag-story-head">
        <b>{done.title}</b>
        <time dateTime={done.at}>{time(done.at)}</time>
      </div>
      <div className="ag-soft">
        {done.platform ? '平台自动办理' : `${name}（${[body, seat].filter(Boolean).join(' ')}）`}
      </div>
      <dl className="ag-said">
        {said.map(({ key, title, words, prose }) => (
          <div key={key} data-prose={prose ? '' : undefined}>
            <dt className={prose ? 'ag-spoken' : ''}>{title}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <FileLinks files={done.attachments} />
      <div className="ag-row ag-wrap ag-meta">
        <Seal hash={done.hash} />
        {apart(done) && <span className="ag-soon">离线记录：设备 {time(done.deviceAt)}</span>}
        {done.place && (
          <span>现场定位{done.place.accuracyM === null ? '' : `，误差 ${Math.round(done.place.accuracyM)} 米`}</span>
        )}
      </div>
    </li>
  )
}

const APART_MS = 5 * 60_000

/** Both clocks are told where the act came later than it was done. */
const apart = ({ at, deviceAt }: CaseAct) =>
  deviceAt !== null && Math.abs(Date.parse(at) - Date.parse(deviceAt)) > APART_MS && day(deviceAt) !== '—'

/** The seal of an act: eight digits of its hash; pressed, all of it is copied. */
export function Seal({ hash, name = '封记' }: { hash: string; name?: string }) {
  const { message } = App.useApp()
  const short = `${hash.slice(0, 4)}·${hash.slice(4, 8)}`.toUpperCase()
  const copy = () =>
    navigator.clipboard.writeText(hash).then(
      () => void message.success(`${name} ${short} 复制了`),
      () => undefined,
    )
  return (
    <button type="button" className="ag-seal" title={`复制${name}：${hash}`} onClick={() => void copy()}>
      <i aria-hidden="true">封</i>
      <span className="ag-spoken">{name}</span>
      <span className="ag-code">{short}</span>
    </button>
  )
}
