import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { TextField } from '#kernel/ui/text-field.tsx'
import type { IssuedSecret } from '../people-api.ts'
import { SecretNote } from './secret-note.tsx'

/** Registers a person and opens an account; its first password is shown once. */
export function NewPerson() {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [login, setLogin] = useState('')
  const [issued, setIssued] = useState<IssuedSecret | null>(null)
  if (issued) return <SecretNote issued={issued} />
  const body = {
    name: name.trim(),
    ...(phone.trim() ? { phone: phone.trim() } : {}),
    ...(login.trim() ? { login: login.trim() } : {}),
  }
  const show = async (answer: IssuedSecret) => {
    setIssued(answer)
    await client.invalidateQueries({
      predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/people'),
    })
  }
  return (
    <ActForm
      request={{ method: 'POST', path: '/people', body }}
      label="登记并开通账号"
      busyLabel="正在登记…"
      done="人员已登记"
      isReady={name.trim() !== ''}
      onDone={show}
    >
      <TextField id="person-name" label="姓名" pointer="/name" max={50} value={name} onChange={setName} />
      <TextField id="person-phone" label="手机" hint="选填" pointer="/phone" value={phone} onChange={setPhone} />
      <TextField
        id="person-login"
        label="账号"
        hint="选填，不填自动生成"
        pointer="/login"
        max={32}
        value={login}
        onChange={setLogin}
      />
    </ActForm>
  )
}
