import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, QRCode } from 'antd'
import { type ReactNode, useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { Refusal } from '#kernel/ui/text-field.tsx'

interface Begun {
  secret: string | null
  uri: string | null
}

interface SetupProps {
  onDone(): void
  /** What else one may do before it begins. */
  beside?: ReactNode
}

/** Sets up the second factor in two steps: the key into the phone, the first code back. */
export function TotpSetup({ onDone, beside }: SetupProps) {
  const act = useAct()
  const client = useQueryClient()
  const [begun, setBegun] = useState<Begun | null>(null)
  const [code, setCode] = useState('')
  const begin = () => act.run(async () => setBegun(await send<Begun>('POST', '/me/totp')))
  const confirm = async () => {
    const done = await act.run(async () => {
      await send('POST', '/me/totp/confirm', { body: { code } })
      await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => /^\/(me|sessions)$/.test(String(path)) })
    }, '动态口令启用了，下次登录要填')
    if (done) onDone()
  }
  return (
    <div className="ag-stack">
      <Refusal problem={act.problem} />
      {begun?.secret && begun.uri ? (
        <form
          className="ag-stack"
          onSubmit={(event) => {
            event.preventDefault()
            void confirm()
          }}
        >
          <ol className="ag-totp-steps">
            <li>
              <b>一、用手机上的验证器扫这个码</b>
              <span className="ag-meta">验证器是手机上的应用，如微信小程序「腾讯身份验证器」；扫码不用联网。</span>
              <Scan uri={begun.uri} secret={begun.secret} />
            </li>
            <li>
              <label htmlFor="first-code">
                <b>二、把验证器上的 6 位数字填在这里</b>
              </label>
              <span className="ag-row ag-wrap">
                <Input
                  id="first-code"
                  style={{ width: 140 }}
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  placeholder="6 位数字"
                  value={code}
                  onChange={(event) => setCode(event.target.value)}
                />
                <Button type="primary" htmlType="submit" disabled={act.busy || code.trim().length < 6}>
                  {act.busy ? '正在核对…' : '启用动态口令'}
                </Button>
              </span>
            </li>
          </ol>
        </form>
      ) : (
        <div className="ag-row ag-wrap">
          <Button type="primary" disabled={act.busy} onClick={() => void begin()}>
            {act.busy ? '正在生成…' : '生成二维码'}
          </Button>
          {beside}
        </div>
      )}
    </div>
  )
}

/** The key as a picture, drawn in this browser, and as text for those whose phone cannot scan. */
function Scan({ uri, secret }: { uri: string; secret: string }) {
  return (
    <div className="ag-totp-scan">
      <span role="img" aria-label="动态口令二维码">
        <span aria-hidden="true">
          <QRCode value={uri} type="svg" size={168} bordered={false} color="#16211f" bgColor="#ffffff" marginSize={2} />
        </span>
      </span>
      <span className="ag-meta">
        扫不了就选「手动输入密钥」：
        <b className="ag-code">{secret.replace(/(.{4})/g, '$1 ').trim()}</b>
        密钥只显示这一次。
      </span>
    </div>
  )
}
