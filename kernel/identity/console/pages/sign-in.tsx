import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useAddress } from '#kernel/ui/address.ts'
import { ApiProblem, send } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { DemoAccounts, type SignInPage } from '../parts/demo-accounts.tsx'
import '../sign-in.css'

/** Sign-in: account and password, a one-time code when asked for, demo accounts in demo mode. */
export function SignIn({ aside }: { aside(demo: boolean, city: string | null): ReactNode }) {
  const page = useRead<SignInPage>('/sign-in-page', { staleTime: Number.POSITIVE_INFINITY })
  const { search } = useAddress()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [askCode, setAskCode] = useState(false)
  const [busy, setBusy] = useState<string | null>(null)
  const [fault, setFault] = useState<ApiProblem | null>(null)

  const enter = async (login: string, secret: string) => {
    setBusy(login)
    setFault(null)
    try {
      await send('POST', '/sessions', { body: { account: login, password: secret, ...(code ? { code } : {}) } })
      client.clear()
      await navigate({ href: safeTarget(search.to) })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.type === 'identity/code-needed') setAskCode(true)
      setFault(error.type === 'identity/code-needed' && !code ? null : error)
    } finally {
      setBusy(null)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter(account, password)
  }

  return (
    <div className="ag-sign-in">
      <section className="ag-sign-in-left" aria-label="平台">
        {aside(page.data?.demo ?? false, page.data?.city ?? null)}
      </section>
      <main className="ag-sign-in-right">
        <form onSubmit={submit}>
          <h1>登录</h1>
          {search.to && !fault && <p className="ag-soft">登录后回到刚才的页面。</p>}
          {(fault ?? (page.error instanceof ApiProblem ? page.error : null)) && (
            <SignInFault problem={(fault ?? page.error) as ApiProblem} />
          )}
          <label htmlFor="account">账号</label>
          <Input
            id="account"
            size="large"
            autoComplete="username"
            autoFocus
            value={account}
            onChange={(event) => setAccount(event.target.value)}
          />
          <label htmlFor="password">密码</label>
          <Input.Password
            id="password"
            size="large"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          {askCode && (
            <>
              <label htmlFor="code">动态口令</label>
              <small className="ag-meta">验证器上的 6 位数字</small>
              <Input
                id="code"
                size="large"
                inputMode="numeric"
                autoComplete="one-time-code"
                autoFocus
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            </>
          )}
          <Button type="primary" size="large" htmlType="submit" block disabled={busy !== null}>
            {busy ? '正在登录…' : '登录'}
          </Button>
          {page.data?.oidc && (
            <Button size="large" block href="/api/v1/oidc/start">
              用统一身份登录
            </Button>
          )}
        </form>
        {page.data?.demo && page.data.password && (
          <DemoAccounts page={page.data} busy={busy} onEnter={(login) => enter(login, page.data?.password as string)} />
        )}
      </main>
    </div>
  )
}

function SignInFault({ problem }: { problem: ApiProblem }) {
  const away = problem.status === 0 || problem.status >= 500
  return (
    <div className="ag-notice" role="alert">
      <strong className="ag-warn">
        <Icon name="warn" /> {problem.title}
      </strong>
      {away ? (
        <span>服务器没有应答，您填的内容还在本页，过一会儿再登录一次。</span>
      ) : (
        problem.detail.replace('。', '') !== problem.title && <span>{problem.detail}</span>
      )}
    </div>
  )
}

/** Only addresses of this console: a path, never another host. */
function safeTarget(to: string | undefined): string {
  return to?.startsWith('/') && !to.startsWith('//') && !to.startsWith('/sign-in') ? to : '/'
}
