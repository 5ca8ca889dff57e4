import { useMe } from '#kernel/identity/console/me.ts'
import { PageHead } from '#kernel/ui/parts.tsx'

/** The desk of the day. */
export function Home() {
  const me = useMe()
  return (
    <div className="ag-page">
      <PageHead>{me.data?.personName}</PageHead>
    </div>
  )
}
