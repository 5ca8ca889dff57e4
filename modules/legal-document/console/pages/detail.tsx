import { useNavigate, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { send } from '#kernel/ui/api.ts'
import { day, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type DocumentView, useDocument, useForgetDocuments, usePages } from '../api.ts'
import { IssueBox, ReasonBox, ReceiptBox, SignBox } from '../parts/act-boxes.tsx'
import { PagesView } from '../parts/pages-view.tsx'
import { Proofs } from '../parts/proofs.tsx'
import { ServeBox } from '../parts/serve-box.tsx'
import { ValuesForm } from '../parts/values-form.tsx'
import { standOf } from '../stand.ts'
import '../legal.css'

type Box = 'issue' | 'sign' | 'serve' | 'receive' | 'withdraw' | 'discard'

/** One document: a draft with its form, or an issued one with its pages, signatures and service. */
export function LegalDocumentPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const read = useDocument(id)
  useTitle(read.data ? `${read.data.name}${read.data.number ?? ''}` : '执法文书')
  if (read.error && !read.data)
    return (
      <ProblemPanel
        whole
        error={read.error}
        retry={() => void read.refetch()}
        acts={<To to="/legal-documents">看文书列表</To>}
      />
    )
  if (!read.data) return <Waiting lines={12} />
  return <Whole document={read.data} />
}

function Whole({ document }: { document: DocumentView }) {
  const [box, setBox] = useState<Box | null>(null)
  const { kind, word } = standOf(document)
  const close = () => setBox(null)
  const editable = document.acts.includes('edit')
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/legal-documents">执法文书</To>}
        meta={
          <>
            <StatusMark kind={kind}>{word}</StatusMark> {document.number ?? '还没有文号'}
            {document.partyName && ` · ${document.partyName}`}
          </>
        }
        acts={<Acts document={document} onOpen={setBox} />}
      >
        {document.name}
      </PageHead>
      <Ended document={document} />
      {editable ? <DraftSheets key={document.version} document={document} /> : <IssuedSheets document={document} />}
      {box === 'issue' && <IssueBox document={document} onClose={close} />}
      {box === 'sign' && <SignBox document={document} onClose={close} />}
      {box === 'serve' && <ServeBox document={document} onClose={close} />}
      {box === 'receive' && <ReceiptBox document={document} onClose={close} />}
      {(box === 'withdraw' || box === 'discard') && <ReasonBox act={box} document={document} onClose={close} />}
    </div>
  )
}

/** What became of a document that no longer holds, and where the one that does is. */
function Ended({ document }: { document: DocumentView }) {
  const { replacesId, replacedById, endedReason, state } = document
  if (!endedReason && !replacesId && !replacedById) return null
  return (
    <div className="ag-notice">
      {endedReason && (
        <span>
          {state === 'discarded' ? '草稿已作废' : state === 'withdrawn' ? '已撤回' : '已更正'}：{endedReason}（
          {document.endedBy}）
        </span>
      )}
      {replacesId && <To to={`/legal-documents/${replacesId}`}>看被更正的文书</To>}
      {replacedById && <To to={`/legal-documents/${replacedById}`}>看更正后的文书</To>}
    </div>
  )
}

function Acts({ document, onOpen }: { document: DocumentView; onOpen(box: Box): void }) {
  const navigate = useNavigate()
  const forget = useForgetDocuments()
  const act = useAct()
  const has = (name: string) => document.acts.includes(name)
  const blocked = document.missing.some(({ blocks }) => blocks)
  const file = `/api/v1/legal-documents/${document.id}`
  const correct = () =>
    act.run(async () => {
      const copy = await send<DocumentView>('POST', `/legal-documents/${document.id}/correct`)
      await forget()
      void navigate({ to: `/legal-documents/${copy.id}` })
    }, '已另起一份草稿')
  return (
    <>
      {act.problem && <Refusal problem={act.problem} />}
      <a href={`${file}/pdf`} target="_blank" rel="noreferrer">
        <Button icon={<Icon name="print" />}>PDF</Button>
      </a>
      <a href={`${file}/word`} download>
        <Button>Word</Button>
      </a>
      <a href={`${file}/pdf?slip=yes`} target="_blank" rel="noreferrer">
        <Button>小票</Button>
      </a>
      {has('correct') && !document.replacedById && (
        <Button disabled={act.busy} onClick={() => void correct()}>
          更正
        </Button>
      )}
      {has('withdraw') && (
        <Button danger onClick={() => onOpen('withdraw')}>
          撤回
        </Button>
      )}
      {has('discard') && (
        <Button danger onClick={() => onOpen('discard')}>
          作废草稿
        </Button>
      )}
      {has('sign') && document.template.signatures.length > 0 && <Button onClick={() => onOpen('sign')}>签名</Button>}
      {has('serve') && (
        <Button type="primary" onClick={() => onOpen('serve')}>
          送达
        </Button>
      )}
      {has('issue') && (
        <Button type="primary" disabled={blocked} title={blocked ? '还有缺项' : ''} onClick={() => onOpen('issue')}>
          制发
        </Button>
      )}
      {has('receive') && (
        <Button type="primary" onClick={() => onOpen('receive')}>
          签收
        </Button>
      )}
    </>
  )
}

function DraftSheets({ document }: { document: DocumentView }) {
  const forget = useForgetDocuments()
  const [values, setValues] = useState(document.values)
  const pages = usePages('/legal-documents/preview', {
    key: document.key,
    objectId: document.objectId,
    caseId: document.caseId,
    values,
  })
  return (
    <div className="ag-legal-split">
      <div className="ag-stack">
        <MissingSheet document={document} />
        <ActForm
          request={{
            method: 'PUT',
            path: `/legal-documents/${document.id}`,
            body: { values },
            version: document.version,
          }}
          label="保存修改"
          done="草稿已保存"
          onDone={forget}
          onMovedOn={forget}
        >
          <ValuesForm
            template={document.template}
            values={values}
            onChange={(key, value) => setValues((before) => ({ ...before, [key]: value }))}
          />
        </ActForm>
      </div>
      <div className="ag-legal-side">
        <PagesView pages={pages} label={`${document.name}草稿`} />
      </div>
    </div>
  )
}

function MissingSheet({ document }: { document: DocumentView }) {
  const { missing } = document
  const blocking = missing.filter(({ blocks }) => blocks)
  return (
    <Sheet title={blocking.length > 0 ? `还缺 ${blocking.length} 处，补齐后才能制发` : '内容齐全，可以制发'}>
      {missing.length > 0 && (
        <div className="ag-pad">
          <ul className="ag-legal-missing">
            {missing.map(({ pointer, message, blocks }) => (
              <li key={`${pointer}${message}`}>
                {message}
                {!blocks && <span className="ag-meta">（提示，不影响制发）</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Sheet>
  )
}

function IssuedSheets({ document }: { document: DocumentView }) {
  const pages = usePages(`/legal-documents/${document.id}/pages`, null)
  return (
    <div className="ag-legal-split">
      <div className="ag-stack">
        <Sheet title="文书">
          <div className="ag-pad">
            <dl className="ag-legal-facts">
              <dt>文号</dt>
              <dd>{document.number ?? '没有文号'}</dd>
              <dt>落款</dt>
              <dd>{document.issuedOn ? `${day(document.issuedOn)}，${document.issuedBy}制发` : '—'}</dd>
              {document.madeAt && (
                <>
                  <dt>现场定稿</dt>
                  <dd>{time(document.madeAt)}，按设备的时钟</dd>
                </>
              )}
              {document.notes.length > 0 && (
                <>
                  <dt>要知道的</dt>
                  <dd>{document.notes.join(' ')}</dd>
                </>
              )}
              <dt>当事人</dt>
              <dd>{document.partyName || '—'}</dd>
              {document.caseId && (
                <>
                  <dt>办件</dt>
                  <dd>
                    <To to={`/cases/${document.caseId}/dossier`}>看所属办件的卷宗</To>
                  </dd>
                </>
              )}
              {document.checkAddress && (
                <>
                  <dt>查验</dt>
                  <dd>
                    <a href={document.checkAddress} target="_blank" rel="noreferrer">
                      打开公开查验页
                    </a>
                  </dd>
                </>
              )}
              <dt>定稿指纹</dt>
              <dd className="ag-meta">SM3 {document.textHash}</dd>
            </dl>
          </div>
        </Sheet>
        <Proofs document={document} />
      </div>
      <div className="ag-legal-side">
        <PagesView key={document.version} pages={pages} label={`${document.name}${document.number ?? ''}`} />
      </div>
    </div>
  )
}
