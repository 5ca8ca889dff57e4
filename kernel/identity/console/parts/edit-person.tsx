import { Button } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { TextField } from '#kernel/ui/text-field.tsx'
import type { Person } from '../people-api.ts'

interface EditPersonProps {
  person: Person
  onDone(): void
  refresh(): Promise<void>
}

/** Name, phone and single sign-on subject of a person; what is left empty stays as it is. */
export function EditPerson({ person, onDone, refresh }: EditPersonProps) {
  const [name, setName] = useState(person.name)
  const [phone, setPhone] = useState('')
  const [subject, setSubject] = useState('')
  const body = {
    ...(name.trim() !== person.name ? { name: name.trim() } : {}),
    ...(phone.trim() ? { phone: phone.trim() } : {}),
    ...(subject.trim() ? { oidcSubject: subject.trim() } : {}),
  }
  const finish = async () => {
    await refresh()
    onDone()
  }
  return (
    <ActForm
      request={{ method: 'PATCH', path: `/people/${person.id}`, body }}
      label="保存改动"
      busyLabel="正在保存…"
      done="人员信息已保存"
      isReady={name.trim() !== '' && Object.keys(body).length > 0}
      onDone={finish}
      aside={<Button onClick={onDone}>放弃改动</Button>}
    >
      <TextField id="edit-name" label="姓名" pointer="/name" max={50} value={name} onChange={setName} />
      <TextField
        id="edit-phone"
        label="手机"
        hint={person.phone ? `现为 ${person.phone}，不填就不改` : '选填'}
        pointer="/phone"
        value={phone}
        onChange={setPhone}
      />
      <TextField
        id="edit-subject"
        label="统一身份编号"
        hint="选填，单位统一登录里这个人的编号，不填就不改"
        pointer="/oidcSubject"
        max={255}
        value={subject}
        onChange={setSubject}
      />
    </ActForm>
  )
}
