import { StatusMark } from '#kernel/ui/marks.tsx'
import { properties } from '../../model/codes.ts'
import type { Volume } from '../api.ts'

/** What the four tests found (四性检测), property by property; what stands in the way of binding first. */
export function FindingList({ findings }: { findings: Volume['findings'] }) {
  const keys = Object.keys(properties) as (keyof typeof properties)[]
  return (
    <ul className="ag-archive-findings">
      {keys.map((property) => {
        const own = findings
          .filter((one) => one.property === property)
          .sort((a, b) => Number(b.blocks) - Number(a.blocks))
        const blocks = own.some((one) => one.blocks)
        return (
          <li key={property}>
            <StatusMark kind={blocks ? 'late' : own.length > 0 ? 'waiting' : 'done'}>{properties[property]}</StatusMark>
            <span>
              {own.length === 0
                ? '没有发现问题'
                : own.map(({ message, blocks: stops }) => (
                    <span key={message} className="ag-archive-finding">
                      {stops ? <b className="ag-warn">须解决　</b> : '提示　'}
                      {message}
                    </span>
                  ))}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
