import { useMay } from '#kernel/identity/console/me.ts'
import { To } from '#kernel/ui/parts.tsx'

/** Leads to a new draft with the words of a task; nothing for those who draft none. */
export function CopyLink({ id, children }: { id: string; children: string }) {
  const may = useMay()
  if (!may('task.draft')) return null
  return (
    <To to="/tasks/new" search={{ copy: id }}>
      {children}
    </To>
  )
}
