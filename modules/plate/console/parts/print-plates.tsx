import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { count } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { MOST_PLATES } from '../../model/codes.ts'
import type { Plate } from '../api.ts'
import { PrintButtons } from './print-buttons.tsx'
import '../plate.css'

/** Plates for all enterprises of a list as it is narrowed now. @param path the list's own path, for so many */
export function PrintPlates({ path }: { path(limit: number): string }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('plate.issue')) return null
  return (
    <>
      <Button size="small" icon={<Icon name="seal" />} onClick={() => setOpen(true)}>
        印码牌
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} size={480} destroyOnHidden title="给这些企业印码牌">
        <Making path={path(MOST_PLATES)} />
      </Drawer>
    </>
  )
}

interface Listed {
  items: { id: string }[]
  total: number
}

function Making({ path }: { path: string }) {
  const list = useRead<Listed>(path)
  const [made, setMade] = useState<{ items: Plate[]; issued: number } | null>(null)
  if (list.error) return <ProblemPanel error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Waiting />
  const { items, total } = list.data
  if (items.length === 0) return <p className="ag-soft">当前筛选下没有企业，先换筛选。</p>
  const ids = items.map(({ id }) => id)
  if (made) return <Made made={made} />
  return (
    <ActForm<{ items: Plate[]; issued: number }>
      request={{ method: 'POST', path: '/plates', body: { objectIds: ids } }}
      label={`给这 ${count(ids.length)} 家准备码牌`}
      busyLabel="正在准备…"
      done="码牌备好了"
      onDone={setMade}
    >
      <p>
        当前筛选 {count(total)} 家。已有码牌的还用原来的码，没有的新制作。
        {total > ids.length && `一次最多 ${MOST_PLATES} 家，这次是前 ${ids.length} 家；按村或网格筛选可以分批印全。`}
      </p>
    </ActForm>
  )
}

function Made({ made: { items, issued } }: { made: { items: Plate[]; issued: number } }) {
  const ids = items.map(({ objectId }) => objectId)
  return (
    <div className="ag-plate-lines">
      <p role="status">
        {count(items.length)} 家都有码牌了，其中新制作 {count(issued)} 块。按网格和名称排好，打开后打印。
      </p>
      <span className="ag-row ag-wrap">
        <PrintButtons objectIds={ids} />
      </span>
    </div>
  )
}
