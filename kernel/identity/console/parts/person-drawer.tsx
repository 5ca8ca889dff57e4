import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { useMay } from '../me.ts'
import { type IssuedSecret, type Person, roleNames } from '../people-api.ts'
import { EditPerson } from './edit-person.tsx'
import { SecretNote } from './secret-note.tsx'

/** One person: account, seats, and what may be done with the account. */
export function PersonCard({ person }: { person: Person }) {
  const may = useMay()
  const client = useQueryClient()
  const { modal } = App.useApp()
  const act = useAct()
  const [phone, setPhone] = useState<string | null>(null)
  const [purpose, setPurpose] = useState<string | null>(null)
  const [editing, setEditing] = useState(false)
  const [issued, setIssued] = useState<IssuedSecret | null>(null)
  const refresh = () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/people'),
    })
  const reveal = () =>
    act.run(async () => {
      const found = await send<{ phone: string | null }>('POST', `/people/${person.id}/reveal`, { body: { purpose } })
      setPhone(found.phone)
      setPurpose(null)
    })
  const reset = () =>
    modal.confirm({
      title: `重置 ${person.name} 的密码`,
      content: '现在的密码马上失效，所有登录都退出。',
      okText: '重置密码',
      cancelText: '不重置',
      onOk: () =>
        act.run(async () => {
          setIssued(await send<IssuedSecret>('POST', `/people/${person.id}/reset-password`))
          await refresh()
        }),
    })
  const resetFactor = () =>
    modal.confirm({
      title: `重置 ${person.name} 的动态口令`,
      content: '手机丢了才用：旧验证器马上失效，所有登录都退出。',
      okText: '重置动态口令',
      cancelText: '不重置',
      onOk: () =>
        act.run(async () => {
          await send('POST', `/people/${person.id}/reset-second-factor`)
          await refresh()
        }, '动态口令已重置'),
    })
  const turn = (word: 'disable' | 'enable') =>
    act.run(
      async () => {
        await send('POST', `/people/${person.id}/${word}`)
        await refresh()
      },
      word === 'disable' ? '账号停用了' : '账号启用了',
    )
  const edited = async () => {
    setPhone(null)
    await refresh()
  }
  if (editing) return <EditPerson person={person} refresh={edited} onDone={() => setEditing(false)} />
  return (
    <div className="ag-stack">
      <Refusal problem={act.problem} />
      {issued && <SecretNote issued={issued} />}
      <dl className="ag-facts">
        <div>
          <dt>账号</dt>
          <dd className="ag-row">
            <span className="ag-code">{person.login ?? '没有账号'}</span>
            <StatusMark kind={person.disabled ? 'off' : 'done'}>{person.disabled ? '停用' : '在用'}</StatusMark>
          </dd>
        </div>
        <div>
          <dt>手机</dt>
          <dd className="ag-row">
            <span className="ag-code">{phone ?? person.phone ?? '—'}</span>
            {person.phone && !phone && purpose === null && may('person.reveal') && (
              <button type="button" className="ag-link" onClick={() => setPurpose('')}>
                看完整号码
              </button>
            )}
          </dd>
        </div>
        <div>
          <dt>动态口令</dt>
          <dd>{person.secondFactor ? '已启用' : '没有启用'}</dd>
        </div>
        <div>
          <dt>最近使用</dt>
          <dd>{time(person.lastActiveAt)}</dd>
        </div>
        <div>
          <dt>岗位</dt>
          <dd>
            {person.seats.length === 0 && '没有岗位'}
            {person.seats.map((seat) => (
              <div key={seat.id}>
                {seat.title}{' '}
                <span className="ag-meta">
                  {roleNames[seat.role] ?? seat.role} · {seat.gridCode || '本企业'}
                </span>
              </div>
            ))}
          </dd>
        </div>
      </dl>
      {purpose !== null && (
        <div className="ag-row">
          <Input
            autoFocus
            aria-label="用途"
            placeholder="用途，会记入审计"
            maxLength={200}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value)}
          />
          <Button disabled={act.busy || purpose.trim().length < 2} onClick={() => void reveal()}>
            显示号码
          </Button>
        </div>
      )}
      {may('person.manage') && (
        <div className="ag-row ag-wrap">
          <Button disabled={act.busy} onClick={() => setEditing(true)}>
            修改姓名和手机
          </Button>
          {person.login && (
            <>
              <Button disabled={act.busy} onClick={reset}>
                重置密码
              </Button>
              {person.secondFactor && (
                <Button disabled={act.busy} onClick={resetFactor}>
                  重置动态口令
                </Button>
              )}
              {person.disabled ? (
                <Button disabled={act.busy} onClick={() => void turn('enable')}>
                  启用账号
                </Button>
              ) : (
                <Button danger disabled={act.busy} onClick={() => void turn('disable')}>
                  停用账号
                </Button>
              )}
            </>
          )}
        </div>
      )}
    </div>
  )
}
