import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { Icon } from './icons.tsx'

type Format = 'xlsx' | 'csv' | 'pdf'

interface ExportButtonProps {
  /** Path of the export with its filter, under `/api/v1`. */
  path(format: Format): string
  /** Whether it is printed too. */
  prints?: boolean
  size?: 'small' | 'middle'
  /** Only the sign, where a row is short of room. */
  bare?: boolean
}

/** Takes a list out as a spreadsheet, or printed; a refusal is said here and not on a page of its own. */
export function ExportButton({ path, prints = false, size = 'middle', bare = false }: ExportButtonProps) {
  const { modal } = App.useApp()
  const [busy, setBusy] = useState(false)
  const take = async (format: Format) => {
    setBusy(true)
    try {
      const refusal = await fetchFile(`/api/v1${path(format)}`)
      if (refusal) modal.warning({ title: '没有导出', content: refusal, okText: '知道了' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: 'Excel 表格（xlsx）' },
          { key: 'csv', label: '文本表格（csv）' },
          ...(prints ? [{ key: 'pdf', label: 'PDF（带图）' }] : []),
        ],
        onClick: ({ key }) => void take(key as Format),
      }}
    >
      <Button size={size} icon={<Icon name="outbound" />} disabled={busy} aria-label="导出" title="导出">
        {!bare && (busy ? '正在导出…' : '导出')}
      </Button>
    </Dropdown>
  )
}

/** Saves what an address answers. @returns why there was nothing to save; null when it was saved */
async function fetchFile(address: string): Promise<string | null> {
  try {
    const reply = await fetch(address, { credentials: 'same-origin' })
    if (!reply.ok) {
      const problem = (await reply.json().catch(() => ({}))) as { detail?: string; title?: string }
      return problem.detail ?? problem.title ?? '服务器没有给出原因，请稍后再试。'
    }
    const name = /filename\*=UTF-8''([^;]+)/.exec(reply.headers.get('content-disposition') ?? '')?.[1]
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await reply.blob())
    link.download = name ? decodeURIComponent(name) : '导出'
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    return null
  } catch {
    return '网络中断，没有导出完，请再试一次。'
  }
}
