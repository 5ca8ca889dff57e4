import { Button } from 'antd'
import { time } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import type { DoubleEvent } from '../api.ts'

interface DoubleNoticeProps {
  doubles: readonly DoubleEvent[]
  chosen: unknown
  onChoose(id: string | undefined): void
}

/** The same item was found at the same place in the last days: this one may be merged into that one. */
export function DoubleNotice({ doubles, chosen, onChoose }: DoubleNoticeProps) {
  if (doubles.length === 0) return null
  return (
    <div className="ag-notice ag-notice-soon" role="status">
      <strong>同一事项 7 天内已有 {doubles.length} 件没有结案，要合并吗？</strong>
      <span>合并以后不再另外派人，那一件办结时一样答复您。</span>
      {doubles.map((one) => (
        <div key={one.id} className="ag-event-double">
          <span>
            <To to={one.link}>{one.number ?? one.title}</To>　{one.title}
            <br />
            <small className="ag-soft">
              {one.place}，{time(one.openedAt)} 登记，{one.stateTitle}
            </small>
          </span>
          {chosen === one.id ? (
            <Button size="small" onClick={() => onChoose(undefined)}>
              不合并了
            </Button>
          ) : (
            <Button size="small" type="primary" ghost onClick={() => onChoose(one.id)}>
              并入这件
            </Button>
          )}
        </div>
      ))}
    </div>
  )
}
