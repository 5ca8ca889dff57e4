import { PageHead } from '#kernel/ui/parts.tsx'
import { useInbox } from '../api.ts'
import { InboxSheet } from '../parts/inbox-sheet.tsx'

const MOST = 200

/** All messages. */
export function InboxPage() {
  const inbox = useInbox(MOST)
  const open = inbox.data?.items.filter((message) => message.needsAction && !message.done).length
  return (
    <div className="ag-page">
      <PageHead>{open === undefined ? '消息' : open === 0 ? '没有要您办的消息' : `${open} 条消息要您办`}</PageHead>
      <InboxSheet limit={MOST} />
    </div>
  )
}
