import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useInbox } from '#kernel/messages/console/api.ts'
import { countTo } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { BOX_COUNTED } from '../../model/boxes.ts'
import { type Box, boxes, type InboxLine, useBox } from '../api.ts'
import { type Urgency, urgencies, urgencyOf } from '../clock-words.ts'
import type { CaseFace } from '../face.ts'
import { nextAct } from '../next-act.ts'
import { CaseClock } from './case-clock.tsx'
import '../inbox.css'

interface CaseBoxesProps {
  /** Every kind of case there is, to say what it is and what is to be done. */
  faces: readonly CaseFace[]
  /** Whether the reader sits at a supervised object or in an office. */
  ofObject: boolean
  limit: number
  box: Box
  onBox(box: Box): void
  /** Leads to the page with all of them. */
  more?: boolean
  /** Work of other sorts that waits too, shown under the cases. */
  beside?: { count: number; lines: ReactNode }
}

/** The work of a seat in boxes, the most urgent first. */
export function CaseBoxes({ faces, ofObject, limit, box, onBox, more, beside }: CaseBoxesProps) {
  const [wanted, setWanted] = useState(limit)
  const read = useBox(box, wanted)
  const data = read.data
  useFreshBoxes()
  const shown = Object.keys(boxes).filter((key) => !ofObject || key === 'todo' || key === 'sent' || key === 'copied')
  return (
    <Sheet className="ag-boxes">
      <nav className="ag-views" aria-label="我的办件">
        {(shown as Box[]).map((key) => (
          <button key={key} type="button" className="ag-view" aria-current={key === box} onClick={() => onBox(key)}>
            {boxes[key]}
            <small>
              {data ? countTo((data.boxes[key] ?? 0) + (key === 'todo' ? (beside?.count ?? 0) : 0), BOX_COUNTED) : ''}
            </small>
          </button>
        ))}
      </nav>
      {read.error && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!data && !read.error && <Waiting lines={6} />}
      {data?.items.length === 0 && !(box === 'todo' && beside?.count) && <Nothing box={box} />}
      {data && (
        <Groups lines={data.items} cut={data.total > data.items.length} faces={faces} ofObject={ofObject} box={box} />
      )}
      {data && box === 'todo' && beside !== undefined && beside.count > 0 && beside.lines}
      {data && data.items.length > 0 && data.total > data.items.length && (
        <footer>
          <span className="ag-grow">
            另有 {countTo(data.total - data.items.length, BOX_COUNTED - data.items.length)} 件
          </span>
          {more ? (
            <To to="/cases" search={{ box: box === 'todo' ? undefined : box }}>
              全部{boxes[box]}
            </To>
          ) : (
            <button type="button" className="ag-link" onClick={() => setWanted(Math.min(200, wanted + 50))}>
              再看 50 件
            </button>
          )}
        </footer>
      )}
    </Sheet>
  )
}

/** Reads the boxes anew when the inbox of messages has something newer. */
function useFreshBoxes(): void {
  const client = useQueryClient()
  const newest = useInbox().data?.items[0]?.id
  const known = useRef(newest)
  useEffect(() => {
    if (known.current && newest && newest !== known.current)
      void client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/cases') })
    known.current = newest
  }, [newest, client])
}

const NOTHING: Record<Box, [title: string, what: string]> = {
  todo: ['没有轮到您的事', '有要您办的，会到这里，也会发消息。'],
  sent: ['没有在别人那里的事', '您发起、轮到别人办的，在这里看办到哪一步。'],
  late: ['下级没有逾期的事', '下级岗位逾期没有办的，到这里来。'],
  copied: ['没有抄送给您的事', '别人抄送给您的，在这里看。'],
  supervised: ['您没有督办的事', '您督办的事在解除以前都在这里。'],
}

const Nothing = ({ box }: { box: Box }) => (
  <EmptyState icon="tick" title={NOTHING[box][0]}>
    {NOTHING[box][1]}
  </EmptyState>
)

interface GroupsProps {
  lines: readonly InboxLine[]
  /** There are more than these: the last group is not all there is of it. */
  cut: boolean
  faces: readonly CaseFace[]
  ofObject: boolean
  box: Box
}

function Groups({ lines, cut, ...rest }: GroupsProps) {
  const groups = (Object.keys(urgencies) as Urgency[]).map((urgency) => ({
    urgency,
    lines: lines.filter(({ clock }) => urgencyOf(clock) === urgency),
  }))
  return groups
    .filter((group) => group.lines.length > 0)
    .map((group, at, all) => (
      <section key={group.urgency} aria-label={urgencies[group.urgency]}>
        <h3 className="ag-box-group" data-urgency={group.urgency}>
          {urgencies[group.urgency]}
          <small>
            {cut && at === all.length - 1 ? '先看 ' : ''}
            {group.lines.length} 件
          </small>
        </h3>
        <ul className="ag-box-lines">
          {group.lines.map((line) => (
            <Line key={line.id} line={line} {...rest} />
          ))}
        </ul>
      </section>
    ))
}

function Line({ line, faces, ofObject, box }: { line: InboxLine } & Omit<GroupsProps, 'lines' | 'cut'>) {
  const face = faces.find(({ type }) => type.name === line.type)
  const act = box === 'todo' && face ? nextAct(face, line, ofObject) : null
  const where = [line.objectName ?? line.gridName, line.why, waiting(line, box)].filter(Boolean).join(' · ')
  return (
    <li>
      <span className="ag-kind">{face?.type.title ?? '办件'}</span>
      <span className="ag-grow">
        <To to={line.link} className="ag-box-title">
          {line.title}
        </To>
        <span className="ag-meta">{where}</span>
      </span>
      <span className="ag-box-act">
        {act ? (
          <To to={line.link} search={{ act: act.act }}>
            {act.title}
          </To>
        ) : (
          <span className="ag-soft">{line.stateTitle}</span>
        )}
      </span>
      <CaseClock clock={line.clock} bar />
    </li>
  )
}

/** In whose hands it is, where it is not in mine. */
const waiting = ({ holder }: InboxLine, box: Box) =>
  box === 'todo' || !holder ? '' : `在${holder.person ?? holder.title}手里`
