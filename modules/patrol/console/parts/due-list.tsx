import { Button } from 'antd'
import { day } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import type { Due } from '../api.ts'
import { GradeMark } from './grade-mark.tsx'

interface DueListProps {
  items: readonly Due[]
  mayVisit: boolean
  /** Stands before each, as the order to go round in. */
  numbered: boolean
}

/** What is due, each with why it stands where it stands. */
export function DueCards({ items, mayVisit, numbered }: DueListProps) {
  return (
    <ol className="ag-patrol-due">
      {items.map((one, at) => (
        <li key={one.objectId}>
          {numbered && <b className="ag-patrol-number">{at + 1}</b>}
          <GradeMark grade={one.grade} />
          <div className="ag-grow">
            <strong>
              {one.kind === 'enterprise' ? <To to={`/enterprises/${one.objectId}`}>{one.name}</To> : one.name}
            </strong>
            <span className={one.overdueDays > 0 || one.lastOn === null ? 'ag-warn' : 'ag-soft'}>
              {one.reasons.join('；')}
            </span>
            <small className="ag-pale">
              {one.gridName}
              {one.address && `　${one.address}`}
            </small>
            <small className="ag-pale">
              应在 {day(one.dueOn)} 前
              {one.lastOn && (
                <>
                  ，
                  <To to="/patrols/records" search={{ objectId: one.objectId }}>
                    上次 {day(one.lastOn)}
                  </To>
                </>
              )}
              {one.lng === null && '，没有坐标'}
            </small>
          </div>
          {mayVisit && (
            <To to={`/patrols/visit/${one.objectId}`}>
              <Button size="small" type="primary" ghost>
                走访
              </Button>
            </To>
          )}
        </li>
      ))}
    </ol>
  )
}
