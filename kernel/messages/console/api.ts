import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { send } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'

/** One message of an inbox. */
export interface Message {
  id: string
  kind: string
  title: string
  text: string
  link: string | null
  needsAction: boolean
  createdAt: string
  read: boolean
  done: boolean
}

interface Inbox {
  items: Message[]
  nextCursor: string | null
  total: number
  unread: number
}

const isInbox = ({ queryKey: [path] }: { queryKey: readonly unknown[] }) =>
  typeof path === 'string' && path.startsWith('/inbox')

/** The newest messages of one's seat and person. */
export const useInbox = (limit = 20) => useRead<Inbox>(`/inbox?limit=${limit}`, { keep: true })

/** Marks messages as read and reads the inbox anew; a message that is gone is no matter. */
export function useMarkRead(): { one(id: string): Promise<void>; all(): Promise<void> } {
  const client = useQueryClient()
  const after = () => client.invalidateQueries({ predicate: isInbox })
  return {
    one: (id) => send('POST', `/inbox/${id}/read`).then(after, after),
    all: () => send('POST', '/inbox/read-all').then(after, after),
  }
}

/** Reads the inbox anew when the server says something has come; the browser tries again by itself when the line breaks. */
export function useLiveInbox(): void {
  const client = useQueryClient()
  useEffect(() => {
    const line = new EventSource('/api/v1/inbox/events')
    const come = () => void client.invalidateQueries({ predicate: isInbox })
    line.addEventListener('message', come)
    line.addEventListener('end', () => line.close())
    return () => line.close()
  }, [client])
}
