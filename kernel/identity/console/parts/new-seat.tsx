import { useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import { FormField, Refusal, TextField } from '#kernel/ui/text-field.tsx'
import { rankOf } from '../../model/roles.ts'
import { useMe } from '../me.ts'
import { type Body, type Rows, roleNames } from '../people-api.ts'

/** Sets up a seat of a body for a grid; nobody gives a role above one's own. */
export function NewSeat({ onDone }: { onDone(): void }) {
  const me = useMe()
  const client = useQueryClient()
  const act = useAct()
  const bodies = useRead<Rows<Body>>('/bodies?limit=200')
  const [bodyId, setBodyId] = useState<string>()
  const [title, setTitle] = useState('')
  const [role, setRole] = useState<string>()
  const [gridCode, setGridCode] = useState('')
  const own = rankOf(me.data?.role ?? '')
  const roles = Object.entries(roleNames).filter(([key]) => rankOf(key) >= own && key !== 'enterprise_contact')
  const save = async () => {
    const done = await act.run(async () => {
      await send('POST', '/seats', { body: { bodyId, title: title.trim(), role, gridCode: gridCode.trim() } })
      await client.invalidateQueries({
        predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/seats'),
      })
    }, '岗位设好了')
    if (done) onDone()
  }
  return (
    <form
      className="ag-stack"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Refusal problem={act.problem} />
      <FormField id="seat-body" label="单位" pointer="/bodyId" problem={act.problem}>
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
      <TextField
        id="seat-title"
        label="岗位名称"
        pointer="/title"
        problem={act.problem}
        max={50}
        value={title}
        onChange={setTitle}
      />
      <FormField id="seat-role" label="角色" hint="决定能做什么" pointer="/role" problem={act.problem}>
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
        problem={act.problem}
        max={15}
        value={gridCode}
        onChange={setGridCode}
      />
      <div>
        <Button
          type="primary"
          htmlType="submit"
          disabled={act.busy || !bodyId || !role || !title.trim() || !gridCode.trim()}
        >
          {act.busy ? '正在设…' : '设置岗位'}
        </Button>
      </div>
    </form>
  )
}
