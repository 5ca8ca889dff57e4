import type { ReactNode } from 'react'
import { isoDate } from '#kernel/ui/format.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import { changes } from '../words.ts'

interface Version {
  version: number
  change: keyof typeof changes
  fromOn: string
  to: string | null
  why: string
  by: string | null
  at: string | null
}

/** Versions, the newest first: from which day, who and why. */
export function VersionList<V extends Version>({
  versions,
  said,
}: {
  versions: readonly V[]
  said(one: V): ReactNode
}) {
  return (
    <Sheet title="版本" meta={`${versions.length} 版`}>
      <ol className="ag-check-versions">
        {versions.toReversed().map((one) => (
          <li key={one.version}>
            <span className="ag-row ag-wrap">
              <strong>第 {one.version} 版</strong>
              <span className="ag-kind">{changes[one.change]}</span>
              <span className="ag-meta">
                {one.fromOn} 起{one.to ? `，用到 ${one.to}` : ''}
              </span>
            </span>
            <span>{said(one)}</span>
            <span className="ag-meta">
              {one.why}
              {one.by && `　${one.by}`}
              {one.at && ` ${isoDate(new Date(one.at))}`}
            </span>
          </li>
        ))}
      </ol>
    </Sheet>
  )
}
