import { time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { To } from '#kernel/ui/parts.tsx'
import type { PointLine } from '../api.ts'
import { limitWords, standingOf, valueWords } from '../words.ts'
import { Gauge } from './gauge.tsx'

/** One point on the wall: what it is, what it says now, how that lies between its limits. */
export function Tile({ point }: { point: PointLine }) {
  const { kind, words } = standingOf(point)
  return (
    <li className="ag-tile" data-level={point.alarm?.level} data-silent={!point.isOnline || undefined}>
      <To to={`/monitoring/points/${point.id}`} className="ag-tile-name">
        {point.name}
      </To>
      <b className="ag-tile-value">{valueWords(point.value, point.unit)}</b>
      <Gauge point={point} />
      <span className="ag-tile-foot">
        <StatusMark kind={kind}>{words}</StatusMark>
        <span className="ag-pale">{point.at ? time(point.at) : ''}</span>
      </span>
      <span className="ag-tile-limits ag-pale" title={limitWords(point.limits)}>
        {limitWords(point.limits)}
      </span>
    </li>
  )
}
