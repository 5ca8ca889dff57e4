import { useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import { rankOf } from '../../model/roles.ts'
import { useMe } from '../me.ts'
import { type Body, type Rows, roleNames } from '../people-api.ts'

/** Sets up a seat of a body for a grid; nobody gives a role above one's own. */
export function NewSeat({ onDone }: { onDone(): void }) {
  const me = useMe()
  const client = useQueryClient()
  const [words, setWords] = useState('')
  const bodies = useRead<Rows<Body>>(`/bodies${queryString({ q: words, limit: 50 })}`, { keep: true })
  const [body, setBody] = useState<Body>()
  const bodyId = body?.id
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
          showSearch={{ filterOption: false, onSearch: setWords }}
          placeholder="输入单位名称里的字"
          notFoundContent={bodies.isFetching ? '正在找…' : '没有这样的单位'}
          value={bodyId}
          options={bodyOptions(bodies.data?.items ?? [], body)}
          onChange={(id: string) => {
            const chosen = bodies.data?.items.find((one) => one.id === id)
            setBody(chosen)
            setGridCode(chosen?.gridCode ?? gridCode)
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

/** Those found, and the one chosen before where it is not among them. */
const bodyOptions = (found: readonly Body[], chosen: Body | undefined) =>
  [...(chosen && !found.some(({ id }) => id === chosen.id) ? [chosen] : []), ...found].map(({ id, name }) => ({
    value: id,
    label: name,
  }))
