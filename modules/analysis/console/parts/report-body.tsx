import { Sheet } from '#kernel/ui/parts.tsx'
import type { Content } from '../../model/report-schema.ts'
import { tablesOf, withheldText } from '../../model/words.ts'
import { Doubts } from './doubts.tsx'
import { Paragraph } from './paragraph.tsx'
import { SectionTable } from './section-table.tsx'

/** Indicators side by side that still stand on upright paper. */
const MOST_COLUMNS = 6

/** A report as it is read: words and tables in their order, every figure opens. */
export function ReportBody({ content: { title, from, to, asOf, blocks, openLists, withheld } }: { content: Content }) {
  return (
    <div className="ag-circular">
      <Doubts lists={openLists} />
      <Sheet title={title} meta={`${from} 至 ${to}，按 ${asOf} 结束时已知的数`}>
        {blocks.map((block, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a report stand where they stand
          <Kept key={at} block={block} />
        ))}
        {withheld.length > 0 && <p className="ag-pad ag-soft">{withheldText(withheld)}</p>}
      </Sheet>
    </div>
  )
}

function Kept({ block }: { block: Content['blocks'][number] }) {
  if (block.kind === 'heading') return <h3 className="ag-report-heading">{block.text}</h3>
  if (block.kind === 'para')
    return (
      <div className="ag-circular-words">
        <Paragraph words={block.words} />
      </div>
    )
  return tablesOf(block.section, MOST_COLUMNS).map((table) => (
    <SectionTable
      key={`${table.by} ${table.columns[0]?.code}`}
      table={table}
      caption={`${table.columns.map(({ name }) => name).join('、')}，按${table.title}`}
    />
  ))
}
