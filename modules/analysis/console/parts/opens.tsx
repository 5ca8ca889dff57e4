import type { ReactNode } from 'react'
import { parseSearch } from '#kernel/ui/address.ts'
import { To } from '#kernel/ui/parts.tsx'

/** Words that open an address of the server's, with its query. */
export function Opens({ to, children }: { to: string; children: ReactNode }) {
  const [path = to, query = ''] = to.split('?')
  return (
    <To to={path} search={parseSearch(query)} className="ag-opens">
      {children}
    </To>
  )
}
