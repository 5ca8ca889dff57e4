import { App } from 'antd'
import { useMay } from '#kernel/identity/console/me.ts'
import type { FieldGrade } from '#kernel/sync/model/grade.ts'
import { day, time } from '#kernel/ui/format.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import type { CaseAct, CaseOne } from '../api.ts'
import type { CaseFace } from '../face.ts'
import { type Names, saidOf } from '../input-words.ts'
import { FileLinks, filesOf, givenWith } from './file-links.tsx'

interface TimelineProps {
  face: CaseFace
  one: CaseOne
  names: Names
}

/** What happened, newest first, every act with its seal. */
export function Timeline({ face, one, names }: TimelineProps) {
  const records = useFieldRecords(one)
  return (
    <Sheet title="经过" meta={`${one.history.length} 步`} className="ag-story">
      <ol>
        {one.history.toReversed().map((done) => (
          <Done key={done.seq} face={face} done={done} record={records.get(done.seq)} names={names} />
        ))}
      </ol>
    </Sheet>
  )
}

/** How near to the event an act was recorded on a device. */
interface FieldRecord {
  aboutSeq: number | null
  grade: FieldGrade
  gradeTitle: string
  reasons: string[]
  doneAt: string
}

/** Acts recorded on a device, by their number; none for whoever may not look, and where no act has a device's clock. */
function useFieldRecords(one: CaseOne): ReadonlyMap<number, FieldRecord> {
  const may = useMay()
  const wanted = may('field.read') && one.history.some(({ deviceAt }) => deviceAt !== null)
  const read = useRead<{ items: FieldRecord[] }>(wanted && `/field-records?aboutId=${one.id}&limit=200`)
  return new Map((read.data?.items ?? []).flatMap((record) => (record.aboutSeq ? [[record.aboutSeq, record]] : [])))
}

interface DoneProps {
  face: CaseFace
  done: CaseAct
  record: FieldRecord | undefined
  names: Names
}

function Done({ face, done, record, names }: DoneProps) {
  const said = saidOf(face, done.act, done.input, names)
  const { name, seat, body } = done.by
  return (
    <li data-platform={done.platform ? '' : undefined}>
      <div className="ag-story-head">
        <b>{done.title}</b>
        <time dateTime={record?.doneAt ?? done.at}>{time(record?.doneAt ?? done.at)}</time>
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
      <FileLinks files={filesOf(done)} given={givenWith(done)} />
      <div className="ag-row ag-wrap ag-meta">
        <Seal hash={done.hash} />
        {record && (
          <span className={record.grade === 'on-site' ? 'ag-ok' : 'ag-soon'} title={record.reasons.join('；')}>
            {record.gradeTitle}记录{record.reasons.length > 0 && `：${record.reasons.join('；')}`}，{time(done.at)} 送达
          </span>
        )}
        {!record && apart(done) && <span className="ag-soon">离线记录：设备 {time(done.deviceAt)}</span>}
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
