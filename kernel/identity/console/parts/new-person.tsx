import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { Refusal, TextField } from '#kernel/ui/text-field.tsx'
import type { IssuedSecret } from '../people-api.ts'
import { SecretNote } from './secret-note.tsx'

/** Registers a person and opens an account; its first password is shown once. */
export function NewPerson() {
  const client = useQueryClient()
  const act = useAct()
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [login, setLogin] = useState('')
  const [issued, setIssued] = useState<IssuedSecret | null>(null)
  if (issued) return <SecretNote issued={issued} />
  const save = () =>
    act.run(async () => {
      const body = {
        name: name.trim(),
        ...(phone.trim() ? { phone: phone.trim() } : {}),
        ...(login.trim() ? { login: login.trim() } : {}),
      }
      setIssued(await send<IssuedSecret>('POST', '/people', { body }))
      await client.invalidateQueries({
        predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/people'),
      })
    }, '登记好了')
  return (
    <form
      className="ag-stack"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Refusal problem={act.problem} />
      <TextField
        id="person-name"
        label="姓名"
        pointer="/name"
        problem={act.problem}
        max={50}
        value={name}
        onChange={setName}
      />
      <TextField
        id="person-phone"
        label="手机"
        hint="选填"
        pointer="/phone"
        problem={act.problem}
        value={phone}
        onChange={setPhone}
      />
      <TextField
        id="person-login"
        label="账号"
        hint="选填，不填自动生成"
        pointer="/login"
        problem={act.problem}
        max={32}
        value={login}
        onChange={setLogin}
      />
      <div>
        <Button type="primary" htmlType="submit" disabled={act.busy || !name.trim()}>
          {act.busy ? '正在登记…' : '登记并开通账号'}
        </Button>
      </div>
    </form>
  )
}
