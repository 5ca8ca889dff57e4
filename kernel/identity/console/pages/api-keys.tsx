import { useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { send } from '#kernel/ui/api.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { day, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { DayField, FormField, Refusal, TextField } from '#kernel/ui/text-field.tsx'

interface ApiKey {
  id: string
  name: string
  prefix: string
  permissions: string[]
  expiresOn: string
  createdAt: string
  lastUsedAt: string | null
}

const PATH = '/api-keys'

/** Keys for machines that act as one's own seat. */
export function ApiKeysPage() {
  const client = useQueryClient()
  const list = useRead<{ items: ApiKey[] }>(PATH, { staleTime: 0 })
  const act = useAct()
  const [making, setMaking] = useState(false)
  const revoke = (key: ApiKey) =>
    act.run(async () => {
      await send('DELETE', `${PATH}/${key.id}`)
      await client.invalidateQueries({ queryKey: [PATH] })
    }, `「${key.name}」已吊销`)
  const columns: readonly Column<ApiKey>[] = [
    { key: 'name', head: '名称', lead: true, cell: (row) => row.name },
    { key: 'prefix', head: '开头', cell: (row) => <span className="ag-code">{row.prefix}…</span> },
    { key: 'may', head: '能做', wide: true, cell: (row) => `${row.permissions.length} 项权限` },
    { key: 'until', head: '到期', cell: (row) => day(row.expiresOn) },
    { key: 'used', head: '最近使用', wide: true, cell: (row) => time(row.lastUsedAt) },
    {
      key: 'act',
      head: '办理',
      width: 80,
      cell: (row) => (
        <Button size="small" danger disabled={act.busy} onClick={() => void revoke(row)}>
          吊销
        </Button>
      ),
    },
  ]
  return (
    <div className="ag-page">
      <PageHead
        meta="给别的系统用，以您现在的岗位办事；到期或吊销后马上失效。"
        acts={
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setMaking(true)}>
            新建密钥
          </Button>
        }
      >
        接口密钥
      </PageHead>
      <Refusal problem={act.problem} />
      {list.error ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="接口密钥"
          columns={columns}
          rows={list.data?.items}
          rowKey={(row) => row.id}
          skeletonRows={3}
          empty={
            <Sheet>
              <EmptyState title="还没有接口密钥">要让别的系统读写数据时，在这里新建。</EmptyState>
            </Sheet>
          }
        />
      )}
      <Drawer open={making} onClose={() => setMaking(false)} size={480} title="新建密钥" destroyOnHidden>
        <NewKey />
      </Drawer>
    </div>
  )
}

function NewKey() {
  const grants = useRead<{ items: { word: string; title: string }[] }>('/api-keys/permissions')
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [permissions, setPermissions] = useState<string[]>([])
  const [expiresOn, setExpiresOn] = useState('')
  const [key, setKey] = useState<string | null>(null)
  if (key)
    return (
      <div className="ag-notice ag-notice-ok" role="status">
        <strong>现在记下密钥，关闭后不再显示</strong>
        <span className="ag-code">{key}</span>
      </div>
    )
  const show = async (made: { key: string | null }) => {
    setKey(made.key)
    await client.invalidateQueries({ queryKey: [PATH] })
  }
  return (
    <ActForm
      request={{ method: 'POST', path: PATH, body: { name: name.trim(), permissions, expiresOn } }}
      label="新建密钥"
      busyLabel="正在新建…"
      done="密钥已新建"
      isReady={name.trim() !== '' && permissions.length > 0 && expiresOn !== ''}
      onDone={show}
    >
      <TextField
        id="key-name"
        label="名称"
        hint="哪个系统用"
        pointer="/name"
        max={50}
        value={name}
        onChange={setName}
      />
      <FormField id="key-may" label="能做什么" hint="不会超过您自己的权限" pointer="/permissions">
        <Select
          id="key-may"
          mode="multiple"
          value={permissions}
          showSearch={{ optionFilterProp: 'label' }}
          options={grants.data?.items.map(({ word, title }) => ({ value: word, label: title }))}
          onChange={setPermissions}
        />
      </FormField>
      <DayField id="key-until" label="到哪天失效" pointer="/expiresOn" value={expiresOn} onChange={setExpiresOn} />
    </ActForm>
  )
}
