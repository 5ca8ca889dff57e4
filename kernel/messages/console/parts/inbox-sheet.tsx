import { Button } from 'antd'
import { time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { type Message, useInbox, useMarkRead } from '../api.ts'
import '../inbox.css'

/** Messages to one's seat and person, newest first; those that need an act stand out. */
export function InboxSheet({ limit }: { limit: number }) {
  const inbox = useInbox(limit)
  const mark = useMarkRead()
  const data = inbox.data
  return (
    <Sheet
      title="消息"
      meta={data ? `${data.total} 条，${data.unread} 条未读` : undefined}
      acts={
        data &&
        data.unread > 0 && (
          <Button size="small" onClick={() => void mark.all()}>
            全部标为已读
          </Button>
        )
      }
    >
      {inbox.error && <ProblemPanel error={inbox.error} retry={() => void inbox.refetch()} />}
      {!data && !inbox.error && <Waiting lines={6} />}
      {data?.items.length === 0 && (
        <EmptyState icon="post" title="还没有消息">
          要您办的、告诉您的，都会到这里。
        </EmptyState>
      )}
      <ul className="ag-inbox">
        {data?.items.map((message) => (
          <Line key={message.id} message={message} onRead={() => void mark.one(message.id)} />
        ))}
      </ul>
      {data && data.total > data.items.length && (
        <footer>
          <span className="ag-grow">另有 {data.total - data.items.length} 条</span>
          <To to="/inbox">全部消息</To>
        </footer>
      )}
    </Sheet>
  )
}

function Line({ message, onRead }: { message: Message; onRead(): void }) {
  const body = (
    <>
      <b className={message.read ? 'ag-read' : ''}>{message.title}</b>
      <span className="ag-meta">{message.text}</span>
    </>
  )
  return (
    <li data-unread={message.read ? undefined : ''}>
      <div className="ag-grow">
        {message.link?.startsWith('/') ? (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: opening the link inside reads the message
          <span onClick={() => message.read || onRead()}>
            <To to={message.link}>{body}</To>
          </span>
        ) : (
          body
        )}
      </div>
      {message.needsAction && (
        <StatusMark kind={message.done ? 'done' : 'open'}>{message.done ? '办了' : '要办'}</StatusMark>
      )}
      <span className="ag-meta ag-nowrap">{time(message.createdAt)}</span>
      {message.read ? (
        <span style={{ width: 52 }} />
      ) : (
        <button type="button" className="ag-link" style={{ width: 52 }} onClick={onRead}>
          标已读
        </button>
      )}
    </li>
  )
}
