import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { useMe } from '../me.ts'
import { TotpSetup } from './totp-setup.tsx'
import '../totp.css'

/** Whether one's second factor is on, and switching it on and off. */
export function TotpSheet() {
  const factor = useMe().data?.secondFactor
  if (!factor) return null
  return (
    <Sheet
      title="动态口令"
      meta="登录时除了密码，再填手机验证器上的 6 位数字"
      acts={<StatusMark kind={factor.on ? 'done' : 'off'}>{factor.on ? '已启用' : '没有启用'}</StatusMark>}
    >
      <div className="ag-pad">
        {!factor.on && <TotpSetup onDone={() => {}} />}
        {factor.on && factor.required && (
          <p className="ag-soft">您的岗位必须用动态口令，不能停用。换手机请找管理员重置。</p>
        )}
        {factor.on && !factor.required && <SwitchOff />}
      </div>
    </Sheet>
  )
}

function SwitchOff() {
  const act = useAct()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [code, setCode] = useState('')
  if (!asking) return <Button onClick={() => setAsking(true)}>停用动态口令</Button>
  const remove = () =>
    act.run(async () => {
      await send('DELETE', '/me/totp', { body: { code } })
      await client.invalidateQueries({ queryKey: ['/me'] })
    }, '动态口令停用了')
  return (
    <div className="ag-stack">
      <Refusal problem={act.problem} />
      <div className="ag-row ag-wrap">
        <Input
          autoFocus
          style={{ width: 140 }}
          inputMode="numeric"
          aria-label="6 位动态口令"
          placeholder="6 位数字"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button danger disabled={act.busy || code.trim().length < 6} onClick={() => void remove()}>
          停用动态口令
        </Button>
        <Button onClick={() => setAsking(false)}>暂不设置</Button>
      </div>
    </div>
  )
}
