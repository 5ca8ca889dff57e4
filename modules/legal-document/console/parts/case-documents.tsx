import { Button } from 'antd'
import { useMay } from '#kernel/identity/console/me.ts'
import { count, day } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { type DocumentLine, type Suit, useCaseDocuments } from '../api.ts'
import { standOf } from '../stand.ts'
import '../legal.css'

/** The documents of a case, and those that suit it now; nothing where a case has neither. */
export function CaseDocuments({ one }: { one: { id: string } }) {
  const may = useMay()
  const read = useCaseDocuments(may('legal-document.read') ? one.id : null)
  if (read.error && !read.data) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  const { items = [], suits = [] } = read.data ?? {}
  if (items.length === 0 && suits.length === 0) return null
  return (
    <div className="ag-legal-case">
      <Sheet title="文书" meta={items.length > 0 ? `${count(items.length)} 份` : '还没有文书'}>
        {items.length > 0 && (
          <ul className="ag-legal-papers">
            {items.map((paper) => (
              <Paper key={paper.id} paper={paper} />
            ))}
          </ul>
        )}
        {suits.length > 0 && <Suits caseId={one.id} suits={suits} />}
      </Sheet>
    </div>
  )
}

function Paper({ paper }: { paper: DocumentLine }) {
  const { kind, word } = standOf(paper)
  const file = `/api/v1/legal-documents/${paper.id}`
  return (
    <li>
      <span className="ag-row ag-wrap">
        <To to={`/legal-documents/${paper.id}`}>{paper.name}</To>
        <span className="ag-meta">
          {paper.number ?? (paper.state === 'draft' ? '未取号' : '')}
          {paper.issuedOn ? ` ${day(paper.issuedOn)}` : ''}
        </span>
      </span>
      <StatusMark kind={kind}>{word}</StatusMark>
      <span className="ag-row">
        <a href={`${file}/pdf`} target="_blank" rel="noreferrer" aria-label={`打印${paper.name}`}>
          <Icon name="print" size={14} /> 打印
        </a>
        <a href={`${file}/word`} download aria-label={`下载${paper.name}的 Word 文件`}>
          Word
        </a>
      </span>
    </li>
  )
}

function Suits({ caseId, suits }: { caseId: string; suits: readonly Suit[] }) {
  const ready = suits.filter(({ waits }) => waits.length === 0)
  const waiting = suits.filter(({ waits, issued }) => waits.length > 0 && issued === 0)
  return (
    <div className="ag-pad ag-stack">
      {ready.length > 0 && (
        <div className="ag-row ag-wrap">
          <span className="ag-meta">现在可以起草</span>
          {ready.map(({ key, name, draftId, issued }) =>
            draftId ? (
              <To key={key} to={`/legal-documents/${draftId}`}>
                <Button size="small">接着写{name}</Button>
              </To>
            ) : (
              <To key={key} to="/legal-documents/new" search={{ key, case: caseId }}>
                <Button size="small" icon={<Icon name="plus" size={14} />}>
                  {issued > 0 ? `再起草一份${name}` : name}
                </Button>
              </To>
            ),
          )}
        </div>
      )}
      {waiting.length > 0 && (
        <ul className="ag-legal-missing">
          {waiting.map(({ key, name, waits }) => (
            <li key={key}>
              {name} <span className="ag-meta">{waits.join('；')}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
