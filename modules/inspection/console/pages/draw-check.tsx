import { Button } from 'antd'
import { useRef, useState } from 'react'
import { PageHead } from '#kernel/ui/parts.tsx'
import type { DrawRecord } from '../../model/draw.ts'
import { DrawRecordView } from '../../model/schema.ts'
import { DrawChecks, DrawListSheet, DrawnNames } from '../parts/draw-checks.tsx'
import '../inspection.css'

/** Anyone checks the record of a draw, without an account: everything is computed in the browser. */
export function DrawCheckPage() {
  const input = useRef<HTMLInputElement>(null)
  const [record, setRecord] = useState<DrawRecord | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    const read = readRecord(await file.text())
    setRecord(read)
    setFault(read ? null : `「${file.name}」不是随机抽取的记录，请用抽取页面上下载的文件。`)
  }
  return (
    <main className="ag-page" style={{ maxWidth: 960, margin: '0 auto' }}>
      <PageHead meta="选一份从抽取页面下载的记录，浏览器照同样的办法重新抽一遍，文件不会上传">核对随机抽取</PageHead>
      <div className="ag-stack">
        <div>
          <Button type={record ? 'default' : 'primary'} onClick={() => input.current?.click()}>
            {record ? '换一份' : '选记录文件（json）'}
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            accept=".json"
            aria-label="选记录文件"
            onChange={(event) => {
              void take(event.target.files?.[0])
              event.target.value = ''
            }}
          />
        </div>
        {fault && (
          <div className="ag-notice" role="alert">
            {fault}
          </div>
        )}
        {record && (
          <>
            <DrawChecks record={record} />
            <DrawnNames record={record} />
            <DrawListSheet record={record} />
          </>
        )}
      </div>
    </main>
  )
}

/** A record out of a file's text; null for anything else. */
function readRecord(text: string): DrawRecord | null {
  try {
    const read = DrawRecordView.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
