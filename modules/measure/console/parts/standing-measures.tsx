import { day } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import { type OwnLine, useOwnMeasures } from '../api.ts'
import '../measure.css'

/** Before the work of an enterprise: what it may not do now, since when, and how to be allowed again; nothing where nothing stands. */
export function StandingMeasures() {
  const { data } = useOwnMeasures()
  const standing = data?.items.filter(isStanding) ?? []
  return standing.map((line) => (
    <div key={line.id} className="ag-notice ag-measure-standing" role="alert">
      <strong className="ag-warn">
        {line.typeTitle}：{line.scope}
      </strong>
      <span>
        {sinceWords(line)}
        {wayOut(line)}
      </span>
      <To to={`/own-measures/${line.id}`}>{line.askedOn ? '看措施和申请' : '看恢复条件，申请恢复'}</To>
    </div>
  ))
}

const isStanding = ({ liftedOn, servedOn, urgent, stage }: OwnLine): boolean =>
  liftedOn === null && (servedOn !== null || urgent) && stage !== '已撤回'

const sinceWords = ({ servedOn, takenOn, until }: OwnLine): string =>
  servedOn ? `${day(servedOn)} 送达起执行，到 ${day(until)}。` : `${day(takenOn)} 当场采取，决定书待送达。`

/** How it ends before its day. */
function wayOut({ askedOn, stage, servedOn }: OwnLine): string {
  if (askedOn) return `${day(askedOn)} 已经申请，等执法人员复查；批准解除以前不能恢复。`
  if (stage.startsWith('复查合格')) return '复查合格，等批准解除；批准以前不能恢复。'
  return servedOn ? '达到恢复条件的，可以提前申请；批准解除以前不能恢复。' : '批准解除以前不能恢复。'
}
