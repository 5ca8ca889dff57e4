import type { ReactNode } from 'react'
import { day, moment } from '#kernel/ui/format.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import { wayNames } from '../../model/acts.ts'
import type { DocumentView } from '../api.ts'

const kindWords = { picture: '屏幕签名', paper: '纸上签名', refused: '拒绝签名' } as const
const whyWords: Readonly<Record<string, string>> = { issued: '制发时', signed: '签名后' }

/** What proves a document: who signed, how it was served, which files were kept. */
export function Proofs({ document }: { document: DocumentView }) {
  const { signatures, services, editions, template } = document
  const places = new Map(template.signatures.map(({ field, label_zh }) => [field, label_zh]))
  return (
    <>
      {template.signatures.length > 0 && (
        <Sheet title="签名">
          <div className="ag-pad">
            {signatures.length === 0 && (
              <span className="ag-pale">还没有签名。可以打印后在纸上签，也可以在屏幕上签。</span>
            )}
            <dl className="ag-legal-facts">
              {signatures.map((one) => (
                <Line key={`${one.field}${one.signer}`} label={places.get(one.field) ?? one.field}>
                  {one.signer}，{kindWords[one.kind]}
                  {one.reason && `：${one.reason}`}
                  {one.witness && `，见证人${one.witness}`} <span className="ag-meta">{moment(one.signedAt)}</span>
                </Line>
              ))}
            </dl>
          </div>
        </Sheet>
      )}
      {document.audience === 'external' && (
        <Sheet title="送达">
          <div className="ag-pad">
            {services.length === 0 && (
              <span className="ag-pale">还没有送达。期限从收到那天起算，不从打印那天起算。</span>
            )}
            <dl className="ag-legal-facts">
              {services.map((one) => (
                <Line key={`${one.way}${one.servedOn}${one.recipient}`} label={wayNames[one.way]}>
                  {day(one.servedOn)}，{one.recipient}
                  {one.place && `，${one.place}`}
                  {one.trackingNo && `，单号 ${one.trackingNo}`}
                  {one.receivedAt
                    ? `，${one.receivedBy === one.recipient ? '' : (one.receivedBy ?? '')}${one.way === 'account' ? '签收' : '收到'}`
                    : '，等待签收'}{' '}
                  <span className="ag-meta">{one.servedBy}登记</span>
                </Line>
              ))}
            </dl>
          </div>
        </Sheet>
      )}
      {editions.length > 0 && (
        <Sheet title="存下的 PDF" meta="每一版都留存，查验时都认">
          <div className="ag-pad">
            <dl className="ag-legal-facts">
              {editions.map((one) => (
                <Line key={one.edition} label={`第 ${one.edition} 版`}>
                  <a
                    href={`/api/v1/legal-documents/${document.id}/pdf?edition=${one.edition}`}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {whyWords[one.why] ?? one.why}，{one.pages} 页
                  </a>{' '}
                  <span className="ag-meta">
                    {moment(one.madeAt)} SHA-256 {one.sha256.slice(0, 16)}…
                  </span>
                </Line>
              ))}
            </dl>
          </div>
        </Sheet>
      )}
    </>
  )
}

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
)
