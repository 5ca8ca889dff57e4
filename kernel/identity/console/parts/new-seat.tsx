import { useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import { rankOf } from '../../model/roles.ts'
import { useMe } from '../me.ts'
import { type Body, type Rows, roleNames } from '../people-api.ts'

/** Sets up a seat of a body for a grid; nobody gives a role above one's own. */
export function NewSeat({ onDone }: { onDone(): void }) {
  const me = useMe()
  const client = useQueryClient()
  const bodies = useRead<Rows<Body>>('/bodies?limit=200')
  const [bodyId, setBodyId] = useState<string>()
  const [title, setTitle] = useState('')
  const [role, setRole] = useState<string>()
  const [gridCode, setGridCode] = useState('')
  const own = rankOf(me.data?.role ?? '')
  const roles = Object.entries(roleNames).filter(([key]) => rankOf(key) >= own && key !== 'enterprise_contact')
  const finish = async () => {
    await client.invalidateQueries({
      predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/seats'),
    })
    onDone()
  }
  return (
    <ActForm
      request={{
        method: 'POST',
        path: '/seats',
        body: { bodyId, title: title.trim(), role, gridCode: gridCode.trim() },
      }}
      label="设置岗位"
      busyLabel="正在设置…"
      done="岗位已设置"
      isReady={Boolean(bodyId && role && title.trim() && gridCode.trim())}
      onDone={finish}
    >
      <FormField id="seat-body" label="单位" pointer="/bodyId">
        <Select
          id="seat-body"
          showSearch={{ optionFilterProp: 'label' }}
          value={bodyId}
          options={bodies.data?.items.map((body) => ({ value: body.id, label: body.name }))}
          onChange={(id: string) => {
            setBodyId(id)
            setGridCode(bodies.data?.items.find((body) => body.id === id)?.gridCode ?? gridCode)
          }}
        />
      </FormField>
      <TextField id="seat-title" label="岗位名称" pointer="/title" max={50} value={title} onChange={setTitle} />
      <FormField id="seat-role" label="角色" hint="决定能做什么" pointer="/role">
        <Select
          id="seat-role"
          value={role}
          options={roles.map(([value, label]) => ({ value, label }))}
          onChange={setRole}
        />
      </FormField>
      <TextField
        id="seat-grid"
        label="管哪个网格"
        hint="网格编码，如 370523107"
        pointer="/gridCode"
        max={15}
        value={gridCode}
        onChange={setGridCode}
      />
    </ActForm>
  )
}
