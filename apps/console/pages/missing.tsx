import { EmptyState, To } from '#kernel/ui/parts.tsx'

/** An address the console does not have. */
export function Missing() {
  return (
    <main className="ag-page">
      <EmptyState whole icon="none" title="没有这个页面" acts={<To to="/">回到工作台</To>}>
        地址可能抄错了，或页面已经改名。
      </EmptyState>
    </main>
  )
}
