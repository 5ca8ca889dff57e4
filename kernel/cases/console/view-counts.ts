import { useQueries } from '@tanstack/react-query'
import { read } from '#kernel/ui/api.ts'
import { count } from '#kernel/ui/format.ts'
import type { CaseList } from './api.ts'
import type { CaseFace } from './face.ts'
import { listPath } from './list-filter.ts'

/** How many rows each given view of a kind has in a grid, by the name of the view. */
export function useViewCounts(face: CaseFace, grid: string | undefined): Record<string, string | undefined> {
  const reads = useQueries({
    queries: face.views.map(({ search }) => {
      const path = listPath(face, { ...search, grid }, 1)
      return { queryKey: [path], queryFn: () => read<CaseList>(path), staleTime: 60_000 }
    }),
  })
  return Object.fromEntries(
    face.views.map(({ name }, at) => {
      const data = reads[at]?.data
      return [name, data && `${data.totalIsBound ? '超过 ' : ''}${count(data.total)}`]
    }),
  )
}
