import type { ReactNode } from 'react'
import { parseSearch } from '#kernel/ui/address.ts'
import { To } from '#kernel/ui/parts.tsx'

/** A figure or its name that opens where it is defined and its rows stand; the address carries its own query. */
export function OpensFigure({ to, children }: { to: string; children: ReactNode }) {
  const [path = to, query = ''] = to.split('?')
  return (
    <To to={path} search={parseSearch(query)} className="ag-opens">
      {children}
    </To>
  )
}
