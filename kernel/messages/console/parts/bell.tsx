import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { useInbox, useLiveInbox } from '../api.ts'

/** How many messages are unread; opens the inbox. */
export function Bell() {
  useLiveInbox()
  const unread = useInbox().data?.unread ?? 0
  return (
    <To to="/inbox" className="ag-icon-button">
      <Icon name="bell" size={18} />
      <span className="ag-spoken">消息，</span>
      {unread > 0 ? <em>{unread > 99 ? '99+' : unread}</em> : <span className="ag-spoken">都读过了</span>}
      <span className="ag-spoken">条未读</span>
    </To>
  )
}
