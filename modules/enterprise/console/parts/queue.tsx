import { useRead } from '#kernel/ui/query.ts'
import type { Contradiction, Page, ProposedChange } from '../file-api.ts'
import type { EnterpriseImport } from '../import-api.ts'

/** One kind of work that waits, with how much of it. */
export interface QueueEntry {
  key: string
  kind: string
  title: string
  act: string
  to: string
  count: number
}

/** Work of the register that waits for this person; undefined until known. */
export function useQueue(permissions: readonly string[]): QueueEntry[] | undefined {
  const may = (word: string) => permissions.includes(`enterprise.${word}`)
  const changes = useRead<Page<ProposedChange>>(may('approve') && '/enterprise-changes?limit=1')
  const disputes = useRead<Page<Contradiction>>(may('verify') && '/enterprise-contradictions')
  const imports = useRead<Page<EnterpriseImport>>(may('import') && '/enterprise-imports')
  if ([changes, disputes, imports].some((read) => read.isFetching && !read.data)) return undefined
  const waiting =
    imports.data?.items.filter(
      (batch) => !batch.clearedAt && (batch.state === 'mapping' || batch.state === 'checked'),
    ) ?? []
  const entries: QueueEntry[] = [
    {
      key: 'changes',
      kind: '变更',
      title: '企业申报的变更',
      act: '去审核',
      to: '/enterprise-changes',
      count: changes.data?.total ?? 0,
    },
    {
      key: 'disputes',
      kind: '核实',
      title: '不同来源说法不一的关键信息',
      act: '去核实',
      to: '/enterprise-changes',
      count: disputes.data?.total ?? 0,
    },
    ...waiting.map((batch) => ({
      key: batch.id,
      kind: '导入',
      title: `${batch.filename} ${batch.state === 'mapping' ? '等您认列' : '检查完毕，等待写入'}`,
      act: batch.state === 'mapping' ? '去认列' : '去写入',
      to: `/enterprise-imports/${batch.id}`,
      count: 1,
    })),
  ]
  return entries.filter((entry) => entry.count > 0)
}
