import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useRef, useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { queryString, send } from '#kernel/ui/api.ts'
import { day, fileSize, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { FormField } from '#kernel/ui/text-field.tsx'
import './attachments.css'

interface StoredFile {
  id: string
  name: string
  size: number
  mediaType: string
  createdAt: string
  /** What a photograph says of its making; null for who may not know, or when it says nothing. */
  claims: { takenAt: string | null; position: { lng: number; lat: number } | null; device: string | null } | null
  mayWithdraw: boolean
}

interface AttachmentsProps {
  objectId: string
  mayUpload: boolean
}

const STEP = 12
// A picture larger than this is opened, not shown small: nobody should wait for a list.
const SHOWN_BYTES = 3 * 1024 * 1024

/** Files of one supervised object: licences, drawings, pictures; to look at and to bring. */
export function Attachments({ objectId, mayUpload }: AttachmentsProps) {
  const [limit, setLimit] = useState(STEP)
  const [wrong, setWrong] = useState<StoredFile | null>(null)
  const path = `/files${queryString({ objectId, limit })}`
  const files = useRead<{ items: StoredFile[]; nextCursor: string | null; total: number }>(path, { keep: true })
  return (
    <Sheet
      title="附件"
      meta={files.data ? `${files.data.total} 个` : undefined}
      acts={mayUpload && <UploadButton objectId={objectId} />}
    >
      {files.error && <ProblemPanel error={files.error} retry={() => void files.refetch()} />}
      {!files.data && !files.error && <Waiting />}
      {files.data?.total === 0 && <p className="ag-pad ag-soft">证照扫描件、图纸、现场照片放在这里。</p>}
      <ul className="ag-files">
        {files.data?.items.map((file) => (
          <li key={file.id}>
            <Shown file={file} />
            <div className="ag-grow">
              <a className="ag-ellipsis" href={addressOf(file)} target="_blank" rel="noreferrer" title={file.name}>
                {file.name}
              </a>
              <div className="ag-meta">
                {day(file.createdAt)} · {fileSize(file.size)}
              </div>
              {file.claims && <Claims file={file} claims={file.claims} />}
            </div>
            {file.mayWithdraw && (
              <button type="button" className="ag-link" aria-label={`撤回${file.name}`} onClick={() => setWrong(file)}>
                撤回
              </button>
            )}
          </li>
        ))}
      </ul>
      {files.data?.nextCursor && (
        <footer>
          <button type="button" className="ag-link" onClick={() => setLimit(Math.min(200, limit + STEP * 2))}>
            看更早的
          </button>
        </footer>
      )}
      {wrong && <Withdrawal file={wrong} onClose={() => setWrong(null)} />}
    </Sheet>
  )
}

/** What the camera says; nobody has checked it, and the line says so. */
function Claims({ file, claims }: { file: StoredFile; claims: NonNullable<StoredFile['claims']> }) {
  const { takenAt, position, device } = claims
  const parts = [
    takenAt && time(takenAt),
    position && `${position.lng.toFixed(5)}，${position.lat.toFixed(5)}`,
    device,
  ].filter(Boolean)
  return (
    <div className="ag-meta">
      照片自述（未核实）：{parts.join(' · ')}{' '}
      <a className="ag-link" href={`/api/v1/files/${file.id}/original`}>
        下载原件
      </a>
    </div>
  )
}

/** Asks why a file is taken back; it cannot be brought back under its number. */
function Withdrawal({ file, onClose }: { file: StoredFile; onClose(): void }) {
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const finish = async () => {
    await refreshFiles(client)
    onClose()
  }
  return (
    <Modal open title="撤回这个文件" footer={null} onCancel={onClose} destroyOnHidden>
      <ActForm
        request={{ method: 'POST', path: `/files/${file.id}/withdraw`, body: { reason: reason.trim() } }}
        label="撤回文件"
        busyLabel="正在撤回…"
        done="文件已撤回"
        tone="danger"
        isReady={reason.trim().length >= 2}
        onDone={finish}
        aside={<Button onClick={onClose}>不撤回</Button>}
      >
        <p className="ag-soft">「{file.name}」撤回后谁也打不开，不能恢复；记录和原因留在审计里。</p>
        <FormField id="withdraw-reason" label="撤回原因" pointer="/reason">
          <Input
            id="withdraw-reason"
            autoFocus
            placeholder="如 传错了企业"
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </FormField>
      </ActForm>
    </Modal>
  )
}

const refreshFiles = (client: QueryClient) =>
  client.invalidateQueries({
    predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/files'),
  })

/** Pictures, films, sound and PDF open in the browser; the rest is saved. */
const addressOf = ({ id }: StoredFile) => `/api/v1/files/${id}?inline=yes`

function Shown({ file }: { file: StoredFile }) {
  if (!file.mediaType.startsWith('image/') || file.size > SHOWN_BYTES) return <Icon name="document" size={20} />
  return <img src={addressOf(file)} alt="" loading="lazy" width={40} height={40} />
}

function UploadButton({ objectId }: { objectId: string }) {
  const act = useAct()
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const take = async (chosen: File[]) => {
    await act.run(async () => {
      for (const file of chosen) {
        const query = queryString({ name: file.name, objectId, id: crypto.randomUUID() })
        await send('POST', `/files${query}`, { body: new Blob([file], { type: 'application/octet-stream' }) })
      }
    }, `已上传 ${chosen.length} 个`)
    // Also after a refusal: those before it are there.
    await refreshFiles(client)
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="选附件"
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])]
          event.target.value = ''
          if (chosen.length > 0) void take(chosen)
        }}
      />
      <Button size="small" icon={<Icon name="plus" />} disabled={act.busy} onClick={() => input.current?.click()}>
        {act.busy ? '正在上传…' : '上传'}
      </Button>
      {act.problem && (
        <div className="ag-notice" role="alert" style={{ flexBasis: '100%' }}>
          <strong className="ag-warn">{act.problem.title}</strong>
          <span>{act.problem.detail}</span>
        </div>
      )}
    </>
  )
}
