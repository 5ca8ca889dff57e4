import { PageHead } from '#kernel/ui/parts.tsx'

/** Figures of hazards by one dimension. */
export const HazardFiguresPage = () => (
  <div className="ag-page">
    <PageHead>隐患统计</PageHead>
  </div>
)
