import type { Circular } from '../../model/schema.ts'
import { doubtsText } from '../../model/words.ts'
import { Paragraph } from './paragraph.tsx'

/** Lists of offices that speak against what stands here, on the face of it. */
export function Doubts({ lists }: { lists: Circular['openLists'] }) {
  if (lists.length === 0) return null
  return (
    <div className="ag-notice ag-notice-soon" role="status">
      <strong>还有未决的差异</strong>
      {doubtsText(lists).map((words) => (
        <Paragraph key={words.map(({ t }) => t).join('')} words={words} />
      ))}
    </div>
  )
}
