import { Button } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { Icon } from './icons.tsx'

interface FileDropProps {
  /** Endings one may choose, such as `.xlsx,.csv`. */
  accept: string
  /** What is to be dropped here, or what is being done with what was. */
  title: string
  hint: string
  /** The button while a file is taken. */
  busyLabel: string
  busy: boolean
  onFile(file: File | undefined): void
}

/** Where a file is dropped or chosen. */
export function FileDrop({ accept, title, hint, busyLabel, busy, onFile }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFile(event.dataTransfer.files[0])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut, the button does the same
    <div
      className={`ag-drop ${over ? 'ag-drop-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="inbound" size={24} />
      <div className="ag-grow">
        <strong>{title}</strong>
        <div className="ag-meta">{hint}</div>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label="选文件"
        onChange={(event) => {
          onFile(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button type="primary" disabled={busy} onClick={() => input.current?.click()}>
        {busy ? busyLabel : '选文件'}
      </Button>
    </div>
  )
}
