import { Button } from 'antd'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { DayInput } from '#kernel/ui/day-input.tsx'
import { time, today } from '#kernel/ui/format.ts'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { GridChoice } from '#modules/grid/console/parts/grid-choice.tsx'
import type { Circular, Section } from '../../model/schema.ts'
import { headingOf, headlineOf, notConnectedText, paragraphsOf, tablesOf, withheldText } from '../../model/words.ts'
import { circularQuery, useCircular } from '../api.ts'
import { Doubts } from '../parts/doubts.tsx'
import { Paragraph } from '../parts/paragraph.tsx'
import { SectionTable } from '../parts/section-table.tsx'
import '../analysis.css'

/** Indicators side by side that still stand on upright paper. */
const MOST_COLUMNS = 6

/** The circular (应用情况通报): sections of words and tables; every figure opens its rows. */
export function CircularPage() {
  const { search, change } = useAddress()
  const query = circularQuery(search)
  const read = useCircular(query)
  // Of another grid or day nothing of the one before is left standing: it would be taken for it.
  const circular = read.isPlaceholderData ? undefined : read.data
  return (
    <div className="ag-page">
      <PageHead meta={circular && <Meta circular={circular} />} acts={circular && <Acts query={query} />}>
        {circular ? headlineOf(circular) : '应用情况通报'}
      </PageHead>
      <Choices search={search} circular={read.data} change={change} />
      {read.error ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <div className="ag-circular" aria-busy={!circular}>
          {circular ? <Body circular={circular} /> : <Waiting lines={12} />}
        </div>
      )}
    </div>
  )
}

const Meta = ({ circular: { title, grid, from, asOf, enteredAt } }: { circular: Circular }) => (
  <>
    <span>{title}</span>
    <span>
      {from} 至 {asOf}
    </span>
    <span>{asOf < today() ? `按 ${asOf} 结束时已知的数` : `算到 ${time(enteredAt)}`}</span>
    <To to="/indicator-checks" search={{ grid, from, to: asOf, asOf: asOf < today() ? asOf : undefined }}>
      数自洽
    </To>
  </>
)

const Acts = ({ query }: { query: string }) => (
  <>
    <Button href={`/api/v1/circulars/current/pdf${query}`} target="_blank" rel="noopener">
      下载 PDF
    </Button>
    <Button href={`/api/v1/circulars/current/word${query}`}>下载 Word</Button>
    <Button onClick={() => window.print()}>打印</Button>
  </>
)

interface ChoicesProps {
  search: Search
  circular: Circular | undefined
  change(patch: Search): void
}

/** Another grid, another day, another beginning. */
function Choices({ search, circular, change }: ChoicesProps) {
  const chosen = search.grid || search.asOf || search.from
  return (
    <search className="ag-report-bar" aria-label="换网格和日期">
      <label htmlFor="circular-grid">
        网格
        <span className="ag-report-grid">
          <GridChoice id="circular-grid" value={search.grid ?? circular?.grid} onChange={(grid) => change({ grid })} />
        </span>
      </label>
      <label htmlFor="circular-from">
        从
        <DayInput
          id="circular-from"
          size="small"
          value={search.from ?? circular?.from ?? ''}
          max={search.asOf ?? circular?.asOf}
          onChange={(day) => change({ from: day || undefined })}
        />
      </label>
      <label htmlFor="circular-as-of">
        数据日期
        <DayInput
          id="circular-as-of"
          size="small"
          value={search.asOf ?? circular?.asOf ?? ''}
          max={today()}
          onChange={(day) => change({ asOf: day || undefined })}
        />
      </label>
      {chosen && (
        <button
          type="button"
          className="ag-link"
          onClick={() => change({ grid: undefined, asOf: undefined, from: undefined })}
        >
          回到报告日
        </button>
      )}
    </search>
  )
}

function Body({ circular: { sections, notConnected, withheld, openLists } }: { circular: Circular }) {
  return (
    <>
      <Doubts lists={openLists} />
      {sections.map((section, at) => (
        <SectionSheet key={section.title} section={section} heading={headingOf(section.title, at)} />
      ))}
      <Sheet title={headingOf('尚未接入', sections.length)}>
        <div className="ag-circular-words">
          <p>{notConnectedText(notConnected)}</p>
          {withheld.length > 0 && <p>{withheldText(withheld)}</p>}
        </div>
      </Sheet>
    </>
  )
}

function SectionSheet({ section, heading }: { section: Section; heading: string }) {
  return (
    <Sheet title={heading}>
      <div className="ag-circular-words">
        {paragraphsOf(section).map((words) => (
          <Paragraph key={words.map(({ t }) => t).join('')} words={words} />
        ))}
      </div>
      {tablesOf(section, MOST_COLUMNS).map((table) => (
        <SectionTable
          key={`${table.by} ${table.columns[0]?.code}`}
          table={table}
          caption={`${section.title}，按${table.title}`}
        />
      ))}
    </Sheet>
  )
}
