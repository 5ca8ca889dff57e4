import { useMay } from '#kernel/identity/console/me.ts'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { ExportButton as Export } from '#kernel/ui/export-button.tsx'
import { filterOf } from '../api.ts'

/** Takes the list as it is narrowed now as a file; personal data stay masked. */
export function ExportButton({ search }: { search: Search }) {
  const may = useMay()
  if (!may('enterprise.export')) return null
  return <Export size="small" path={(format) => `/enterprises/export${queryString({ ...filterOf(search), format })}`} />
}
