import { Fragment, type ReactNode } from 'react'
import { day, daysUntil, today } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import { barOf, type Piece, placeOn, type Scale, scaleOf } from '../../model/time-line.ts'
import type { Part } from '../api.ts'
import { Bar } from './progress.tsx'
import '../gantt.css'

/** A line of the chart. */
export interface GanttRow {
  part: Part
  /** What the line is called: the grid, or the task. */
  name: string
  /** Said after its state. */
  beside?: string | undefined
  depth: number
  /** Opens and closes what hangs below; null where nothing does, missing where no line has anything. */
  toggle?: { open: boolean; onToggle(): void } | null
}

/** Lines under a common heading; the heading may be missing. */
export interface GanttGroup {
  title: string | null
  rows: readonly GanttRow[]
}

interface GanttProps {
  caption: string
  /** What the first column holds. */
  head: string
  groups: readonly GanttGroup[]
}

/**
 * Terms of tasks as bars along time, what is done filled in. It is a table: whoever hears it is told the same days in words.
 */
export function Gantt({ caption, head, groups }: GanttProps) {
  const now = today()
  const scale = scaleOf(
    groups.flatMap(({ rows }) => rows.map(({ part }) => part)),
    now,
  )
  return (
    <div className="ag-gantt">
      <table>
        <caption className="ag-spoken">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">
              <span className="ag-spoken">期限和进展</span>
              <Ticks scale={scale} now={now} />
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ title, rows }) => (
            <Fragment key={title ?? ''}>
              {title && (
                <tr className="ag-gantt-group">
                  <th scope="rowgroup" colSpan={2}>
                    {title} <span className="ag-meta">{rows.length} 项</span>
                  </th>
                </tr>
              )}
              {rows.map((row) => (
                <Line key={row.part.id} row={row} scale={scale} now={now} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
      <Legend />
    </div>
  )
}

/** Beyond this share of the width a day would be written over the edge. */
const EDGE = 93

function Ticks({ scale, now }: { scale: Scale; now: string }) {
  return (
    <span className="ag-gantt-ticks" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <i key={tick} style={{ left: `${placeOn(scale, tick)}%` }}>
          {placeOn(scale, tick) < EDGE && day(tick)}
        </i>
      ))}
      <b style={{ left: `${middleOf(scale, now)}%` }}>今天</b>
    </span>
  )
}

interface LineProps {
  row: GanttRow
  scale: Scale
  now: string
}

function Line({ row: { part, name, beside, depth, toggle }, scale, now }: LineProps) {
  return (
    <tr data-late={part.late ? '' : undefined}>
      <th scope="row" style={{ paddingLeft: 8 + depth * 18 }}>
        <span className="ag-gantt-name">
          {toggle ? (
            <button
              type="button"
              className="ag-gantt-toggle"
              aria-expanded={toggle.open}
              aria-label={`${toggle.open ? '收起' : '展开'}${name}的下级`}
              onClick={toggle.onToggle}
            >
              {toggle.open ? '▾' : '▸'}
            </button>
          ) : (
            toggle === null && <span className="ag-gantt-toggle" />
          )}
          <span className="ag-gantt-words">
            <To to={`/tasks/${part.id}`}>{name}</To>
            <span className="ag-meta">
              {part.late && part.dueOn ? (
                <span className="ag-warn">逾期 {-daysUntil(part.dueOn)} 天</span>
              ) : (
                part.stateTitle
              )}
              {beside && ` · ${beside}`}
            </span>
          </span>
          <Bar done={part.done} of={part.targets} />
        </span>
      </th>
      <td>
        <span className="ag-spoken">{spoken(part)}</span>
        <Track part={part} scale={scale} now={now} />
      </td>
    </tr>
  )
}

/** The bar of a part with its marks; the days are on it for the mouse. */
function Track({ part, scale, now }: { part: Part; scale: Scale; now: string }) {
  const bar = barOf(scale, part, now)
  const share = part.targets === 0 ? 0 : part.done / part.targets
  return (
    <span className="ag-gantt-track" aria-hidden="true" title={spoken(part)}>
      {scale.ticks.map((tick) => (
        <i key={tick} className="ag-gantt-line" style={{ left: `${placeOn(scale, tick)}%` }} />
      ))}
      <i className="ag-gantt-now" style={{ left: `${middleOf(scale, now)}%` }} />
      {bar && (
        <>
          <i className="ag-gantt-term" style={boxOf(bar.term)} />
          {bar.more && <i className="ag-gantt-more" style={boxOf(bar.more)} />}
          {bar.over && <i className="ag-gantt-over" style={boxOf(bar.over)} />}
          <i
            className="ag-gantt-done"
            style={boxOf({ left: bar.term.left, width: (bar.term.width + (bar.more?.width ?? 0)) * share })}
          />
        </>
      )}
      {part.submittedOn && <Mark at={middleOf(scale, part.submittedOn)} kind="submitted" />}
      {part.endedOn && part.state === 'closed' && <Mark at={middleOf(scale, part.endedOn)} kind="accepted" />}
      {part.endedOn && part.state !== 'closed' && <Mark at={middleOf(scale, part.endedOn)} kind="off" />}
    </span>
  )
}

const boxOf = ({ left, width }: Piece) => ({ left: `${left}%`, width: `${width}%` })
/** A mark stands in the middle of its day. */
const middleOf = (scale: Scale, at: string) => (placeOn(scale, at) + placeOn(scale, nextDay(at))) / 2
const nextDay = (at: string) => new Date(Date.parse(at) + 86_400_000).toISOString().slice(0, 10)

const SHAPES = {
  submitted: <path d="M6 1 11 6 6 11 1 6z" />,
  accepted: <path d="M1.8 6.4 4.8 9.4 10.4 3" fill="none" strokeWidth="2.4" />,
  off: <path d="M2.4 2.4l7.2 7.2M9.600 2.400l-7.200 7.200" fill="none" strokeWidth="2" />,
} as const

function Mark({ at, kind }: { at: number; kind: keyof typeof SHAPES }) {
  return (
    <svg className={`ag-gantt-mark ag-gantt-${kind}`} style={{ left: `${at}%` }} viewBox="0 0 12 12" aria-hidden="true">
      {SHAPES[kind]}
    </svg>
  )
}

/** The line in words. */
function spoken(part: Part): string {
  const { handedOn, firstDueOn, dueOn, submittedOn, endedOn, state, stateTitle, targets, done, late } = part
  const parts = [
    handedOn && `${day(handedOn)} 下达`,
    dueOn && `期限 ${day(dueOn)}${firstDueOn && firstDueOn !== dueOn ? `（原 ${day(firstDueOn)}）` : ''}`,
    targets > 0 ? `已办 ${done} / ${targets}` : '没有对象',
    submittedOn && `${day(submittedOn)} 报验收`,
    endedOn && `${day(endedOn)} ${stateTitle}`,
    late ? '已逾期' : state !== 'closed' && stateTitle,
  ]
  return parts.filter(Boolean).join('，')
}

const KEYS: readonly [string, ReactNode][] = [
  ['期限', <i key="term" className="ag-gantt-term" />],
  ['延长', <i key="more" className="ag-gantt-more" />],
  ['已办的份额', <i key="done" className="ag-gantt-done" />],
  ['逾期', <i key="over" className="ag-gantt-over" />],
  ['报验收', <Mark key="submitted" at={50} kind="submitted" />],
  ['办结', <Mark key="accepted" at={50} kind="accepted" />],
]

function Legend() {
  return (
    <ul className="ag-gantt-keys" aria-hidden="true">
      {KEYS.map(([words, mark]) => (
        <li key={words}>
          <span>{mark}</span>
          {words}
        </li>
      ))}
      <li>
        <span>
          <i className="ag-gantt-now" />
        </span>
        今天
      </li>
    </ul>
  )
}
