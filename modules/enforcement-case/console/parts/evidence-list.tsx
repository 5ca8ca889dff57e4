import type { CaseOne } from '#kernel/cases/console/api.ts'
import { day } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { copyKinds, evidenceKinds } from '../../model/codes.ts'
import { type EvidenceOne, useEvidence } from '../api.ts'
import '../penalty.css'

/** Every piece of evidence with who took it, who has it, and each handing over. */
export function EvidenceList({ one }: { one: CaseOne }) {
  const read = useEvidence(one.id)
  if (read.error && !read.data) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  if (!read.data) return <Waiting lines={5} />
  const { items } = read.data
  const kinds = new Set(items.map(({ kind }) => kind)).size
  return (
    <Sheet title="证据" meta={items.length > 0 ? `${items.length} 项，${kinds} 种` : undefined}>
      {items.length === 0 && (
        <EmptyState title="还没有证据">在「办理」里点「登记证据」，两名执法人员取得，附原件或照片。</EmptyState>
      )}
      {items.map((piece) => (
        <Piece key={piece.no} piece={piece} />
      ))}
    </Sheet>
  )
}

function Piece({ piece }: { piece: EvidenceOne }) {
  return (
    <article className="ag-pen-one">
      <strong>
        {piece.no}. {piece.title}{' '}
        <span className="ag-kind">{evidenceKinds[piece.kind as keyof typeof evidenceKinds]}</span>
      </strong>
      <span>
        {day(piece.collectedOn)} 在{piece.place}取得，{piece.source}；{copyKinds[piece.copy as keyof typeof copyKinds]}
      </span>
      <span className="ag-meta">
        取证：{piece.collectors.join('、')}；现在由{piece.keeper}保管
      </span>
      {piece.handings.length > 0 && (
        <ol className="ag-pen-trace">
          {piece.handings.map(({ from, to, on, why }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: handings are in their order and never move
            <li key={at}>
              {day(on)} {from} 交给 {to}：{why}
            </li>
          ))}
        </ol>
      )}
      {piece.files.map(({ fileId, sha256 }, at) => (
        <span key={fileId} className="ag-row ag-wrap ag-pen-hash">
          <a href={`/api/v1/files/${fileId}?inline=yes`} target="_blank" rel="noreferrer">
            附件 {at + 1}
          </a>
          <code>SHA-256 {sha256}</code>
        </span>
      ))}
    </article>
  )
}
