import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { Icon } from '#kernel/ui/icons.tsx'
import { type FilePlace, type SentFile, sendFile } from './sent-file.ts'
import './evidence.css'

interface EvidenceProps {
  id: string
  label: string
  hint?: string
  fault?: string | undefined
  place: FilePlace
  files: readonly SentFile[]
  onChange(change: (files: SentFile[]) => SentFile[]): void
  /** Big buttons for thumbs. */
  large?: boolean
}

/** Photographs and files that go with an act: taken or chosen, sent at once, each with its own fate. */
export function Evidence({ id, label, hint, fault, place, files, onChange, large }: EvidenceProps) {
  const camera = useRef<HTMLInputElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const patch = (key: string, change: Partial<SentFile>) =>
    onChange((present) => present.map((one) => (one.key === key ? { ...one, ...change } : one)))
  const start = (key: string, file: File) => {
    patch(key, { share: 0, fault: undefined, fileId: undefined })
    sendFile(file, place, {
      share: (share) => patch(key, { share }),
      done: (fileId) => patch(key, { share: 1, fileId }),
      fault: (words) => patch(key, { fault: words }),
    })
  }
  const take = (chosen: FileList | null) => {
    for (const file of chosen ?? []) {
      const key = crypto.randomUUID()
      onChange((present) => [
        ...present,
        { key, name: file.name, mediaType: file.type, size: file.size, share: 0, file },
      ])
      start(key, file)
    }
  }
  useSentAgain(place, files, start)
  const size = large ? 'large' : 'middle'
  return (
    <div className={`ag-field ${fault ? 'ag-field-fault' : ''}`} id={id} tabIndex={-1}>
      <span className="ag-field-label">{label}</span>
      {hint && <small>{hint}</small>}
      {fault && (
        <span className="ag-fault" role="alert">
          <Icon name="warn" size={14} /> {fault}
        </span>
      )}
      <div className="ag-row ag-wrap">
        {large && (
          <Button
            size={size}
            type="primary"
            ghost
            icon={<Icon name="camera" />}
            onClick={() => camera.current?.click()}
          >
            拍照
          </Button>
        )}
        <Button size={size} icon={<Icon name="plus" />} onClick={() => chooser.current?.click()}>
          {large ? '从相册选' : '选照片或文件'}
        </Button>
        <FileInput input={camera} label="拍照" accept="image/*" capture onTake={take} />
        <FileInput input={chooser} label={`选${label}`} onTake={take} />
      </div>
      {files.length > 0 && (
        <ul className="ag-evidence">
          {files.map((one) => (
            <Sent
              key={one.key}
              sent={one}
              onAgain={() => one.file && start(one.key, one.file)}
              onRemove={() => onChange((present) => present.filter(({ key }) => key !== one.key))}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

/** When it turns out that they belong elsewhere, files go there: whoever sees the one sees the other. */
function useSentAgain(place: FilePlace, files: readonly SentFile[], start: (key: string, file: File) => void): void {
  const where = place.objectId ?? place.gridCode ?? ''
  const before = useRef(where)
  useEffect(() => {
    if (before.current === where) return
    before.current = where
    for (const { key, file } of files) if (file) start(key, file)
  })
}

interface FileInputProps {
  input: React.RefObject<HTMLInputElement | null>
  label: string
  accept?: string
  capture?: boolean
  onTake(files: FileList | null): void
}

function FileInput({ input, label, accept, capture, onTake }: FileInputProps) {
  return (
    <input
      ref={input}
      type="file"
      hidden
      multiple={!capture}
      aria-label={label}
      accept={accept}
      {...(capture ? { capture: 'environment' as const } : {})}
      onChange={(event) => {
        onTake(event.target.files)
        event.target.value = ''
      }}
    />
  )
}

function Sent({ sent, onAgain, onRemove }: { sent: SentFile; onAgain(): void; onRemove(): void }) {
  const picture = sent.fileId && sent.mediaType.startsWith('image/')
  return (
    <li>
      {picture ? <img src={`/api/v1/files/${sent.fileId}?inline=yes`} alt="" /> : <Icon name="document" size={20} />}
      <span className="ag-grow">
        <span className="ag-ellipsis" title={sent.name}>
          {sent.name}
        </span>
        <small className={sent.fault ? 'ag-warn' : sent.fileId ? 'ag-ok' : 'ag-soon'} role="status">
          {sent.fault ?? (sent.fileId ? '传好了' : `正在传 ${Math.round(sent.share * 100)}%`)}
        </small>
      </span>
      {sent.fault && sent.file && (
        <button type="button" className="ag-link" onClick={onAgain}>
          再传
        </button>
      )}
      <button type="button" className="ag-icon-button" aria-label={`去掉${sent.name}`} onClick={onRemove}>
        <Icon name="close" size={14} />
      </button>
    </li>
  )
}
