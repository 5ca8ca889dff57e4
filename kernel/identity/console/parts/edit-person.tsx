import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { Refusal, TextField } from '#kernel/ui/text-field.tsx'
import type { Person } from '../people-api.ts'

interface EditPersonProps {
  person: Person
  onDone(): void
  refresh(): Promise<void>
}

/** Name, phone and single sign-on subject of a person; what is left empty stays as it is. */
export function EditPerson({ person, onDone, refresh }: EditPersonProps) {
  const act = useAct()
  const [name, setName] = useState(person.name)
  const [phone, setPhone] = useState('')
  const [subject, setSubject] = useState('')
  const body = {
    ...(name.trim() !== person.name ? { name: name.trim() } : {}),
    ...(phone.trim() ? { phone: phone.trim() } : {}),
    ...(subject.trim() ? { oidcSubject: subject.trim() } : {}),
  }
  const save = async () => {
    const done = await act.run(async () => {
      await send('PATCH', `/people/${person.id}`, { body })
      await refresh()
    }, '改好了')
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
      <TextField
        id="edit-name"
        label="姓名"
        pointer="/name"
        problem={act.problem}
        max={50}
        value={name}
        onChange={setName}
      />
      <TextField
        id="edit-phone"
        label="手机"
        hint={person.phone ? `现为 ${person.phone}，不填就不改` : '选填'}
        pointer="/phone"
        problem={act.problem}
        value={phone}
        onChange={setPhone}
      />
      <TextField
        id="edit-subject"
        label="统一身份编号"
        hint="选填，单位统一登录里这个人的编号，不填就不改"
        pointer="/oidcSubject"
        problem={act.problem}
        max={255}
        value={subject}
        onChange={setSubject}
      />
      <div className="ag-row">
        <Button type="primary" htmlType="submit" disabled={act.busy || !name.trim() || Object.keys(body).length === 0}>
          {act.busy ? '正在存…' : '存下改动'}
        </Button>
        <Button onClick={onDone}>不改了</Button>
      </div>
    </form>
  )
}
