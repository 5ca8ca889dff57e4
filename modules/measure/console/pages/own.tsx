import { PartyForm } from '#kernel/cases/console/parts/party-form.tsx'
import { usePart } from '#kernel/ui/address.ts'
import { day } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type Own, useOwnMeasure, useServedPapers } from '../api.ts'
import { measureFace } from '../face.tsx'
import { standOf } from '../stand.ts'
import '../measure.css'

/** One measure against the enterprise: what was decided, until when, on which condition, and the way out of it. */
export function OwnMeasurePage() {
  const read = useOwnMeasure(usePart('id'))
  useTitle('强制措施')
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel whole error={read.error} acts={<To to="/own-measures">回到列表</To>} />
      </div>
    )
  if (!read.data) return <Waiting lines={8} />
  const own = read.data
  const [ask] = own.acts
  return (
    <div className="ag-page ag-measure-page ag-stack">
      <PageHead trail={<To to="/own-measures">强制措施</To>} meta={<span className="ag-code">{own.number}</span>}>
        <span className="ag-row ag-wrap">
          {own.typeTitle}
          <StatusMark kind={standOf(own)}>{own.stage}</StatusMark>
        </span>
      </PageHead>
      {own.cut && (
        <div className="ag-notice" role="alert">
          <strong className="ag-warn">
            {own.cut.startsAt} 起由{own.cut.supplier}
            {own.cut.title}
          </strong>
          <span>履行决定、消除事故隐患以后，会及时通知恢复。</span>
        </div>
      )}
      {own.failed && !own.liftedOn && (
        <div className="ag-notice" role="status">
          <strong>{day(own.failed.on)} 复查不合格</strong>
          <span>{own.failed.text}</span>
        </div>
      )}
      <DecisionSheet own={own} />
      {own.items.length > 0 && <ItemsSheet own={own} />}
      <PapersSheet id={own.id} />
      {own.applications.length > 0 && <ApplicationsSheet own={own} />}
      {ask && (
        <Sheet title={ask.title} meta={`条件：${own.condition}`}>
          <div className="ag-pad">
            <PartyForm
              face={measureFace}
              own={own}
              act={ask.act}
              title={ask.title}
              onDone={() => void read.refetch()}
            />
          </div>
        </Sheet>
      )}
    </div>
  )
}

function DecisionSheet({ own }: { own: Own }) {
  const lines: [string, string | null][] = [
    ['存在的问题', own.what],
    ['对象和范围', own.scope],
    ['依据', own.basis],
    ['送达', own.servedOn ? day(own.servedOn) : own.urgent ? '当场采取，决定书待送达' : null],
    ['期限', own.until ? `到 ${day(own.until)}${own.kind === 'seizure' ? '；检测、检验、鉴定的时间不计' : ''}` : null],
    ['恢复条件', own.condition],
    [
      '不服的',
      own.remedyUntil &&
        `${day(own.remedyUntil.reconsideration)} 以前可以申请行政复议，或者 ${day(own.remedyUntil.litigation)} 以前提起行政诉讼；期间不停止执行。`,
    ],
    ['解除', own.liftedOn && day(own.liftedOn)],
  ]
  return (
    <Sheet title="决定">
      <dl className="ag-measure-facts">
        {lines.map(
          ([label, words]) =>
            words && (
              <div key={label} style={{ display: 'contents' }}>
                <dt>{label}</dt>
                <dd>{words}</dd>
              </div>
            ),
        )}
      </dl>
    </Sheet>
  )
}

/** The papers themselves, as they were served. */
function PapersSheet({ id }: { id: string }) {
  const { data } = useServedPapers(id)
  if (!data || data.items.length === 0) return null
  return (
    <Sheet title="收到的文书" meta={`${data.items.length} 份`}>
      <ul className="ag-pad ag-measure-list">
        {data.items.map(({ id: paper, name, number, servedOn }) => (
          <li key={paper}>
            <To to={`/legal-documents/${paper}`}>
              {name}
              {number && ` ${number}`}
            </To>{' '}
            <span className="ag-meta">{day(servedOn)} 送达</span>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

/** What the enterprise handed in to go on, and how it stands. */
function ApplicationsSheet({ own }: { own: Own }) {
  return (
    <Sheet title="已交的申请" {...(own.askedOn ? { meta: '等执法人员复查' } : {})}>
      <ul className="ag-pad ag-measure-asked">
        {own.applications.map(({ on, by, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was handed in stands in its order
          <li key={at}>
            <p>{text}</p>
            <span className="ag-meta">
              {day(on)} {by} 申请
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function ItemsSheet({ own }: { own: Own }) {
  return (
    <Sheet title="查封、扣押清单" meta={`${own.items.length} 项`}>
      <ol className="ag-pad ag-measure-list">
        {own.items.map(({ name, spec, qty, disposal }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list of what was seized does not change
          <li key={at}>
            {[name, spec, qty].filter(Boolean).join('，')}
            {disposal && `（${disposal}）`}
          </li>
        ))}
      </ol>
    </Sheet>
  )
}
