import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'

interface Begun {
  secret: string | null
  uri: string | null
}

/** Switching one's own second factor on and off. */
export function TotpSheet() {
  const act = useAct()
  const [begun, setBegun] = useState<Begun | null>(null)
  const [code, setCode] = useState('')
  const [removing, setRemoving] = useState(false)
  const begin = () => act.run(async () => setBegun(await send<Begun>('POST', '/me/totp')))
  const confirm = async () => {
    if (await act.run(() => send('POST', '/me/totp/confirm', { body: { code } }), '动态口令启用了，下次登录要填')) {
      setBegun(null)
      setCode('')
    }
  }
  const remove = async () => {
    if (await act.run(() => send('DELETE', '/me/totp', { body: { code } }), '动态口令停用了')) {
      setRemoving(false)
      setCode('')
    }
  }
  return (
    <Sheet title="动态口令" meta="登录时除了密码，再填手机验证器上的 6 位数字">
      <div className="ag-stack ag-pad">
        <Refusal problem={act.problem} />
        {begun?.secret && (
          <div className="ag-notice ag-notice-ok">
            <strong>在验证器里选「手动输入密钥」</strong>
            <span className="ag-code">{begun.secret.replace(/(.{4})/g, '$1 ')}</span>
            <span className="ag-meta">密钥只显示这一次。填进去后，把验证器上的 6 位数字填在下面。</span>
          </div>
        )}
        {begun || removing ? (
          <div className="ag-row">
            <Input
              autoFocus
              style={{ width: 140 }}
              inputMode="numeric"
              maxLength={6}
              aria-label="6 位动态口令"
              placeholder="6 位数字"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
            <Button
              type="primary"
              disabled={act.busy || code.length !== 6}
              onClick={() => void (begun ? confirm() : remove())}
            >
              {begun ? '启用动态口令' : '停用动态口令'}
            </Button>
            <Button
              onClick={() => {
                setBegun(null)
                setRemoving(false)
                act.clear()
              }}
            >
              先不弄
            </Button>
          </div>
        ) : (
          <div className="ag-row">
            <Button disabled={act.busy} onClick={() => void begin()}>
              启用动态口令
            </Button>
            <Button onClick={() => setRemoving(true)}>停用动态口令</Button>
          </div>
        )}
      </div>
    </Sheet>
  )
}
