import { useState } from 'react'
import type { FieldPerson } from '#kernel/sync/field/db.ts'
import { rememberPerson } from '#kernel/sync/field/device.ts'
import { ApiProblem, send } from '#kernel/ui/api.ts'
import { Field, Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { personOf } from '../person.ts'
import { go } from '../route.ts'

/** Sign-in needs the network once; afterwards the device knows who works here. */
export function SignInPage({ login: given = '', onDone }: { login?: string; onDone?: (person: FieldPerson) => void }) {
  const [account, setAccount] = useState(given)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const signIn = async () => {
    setBusy(true)
    setFault(null)
    try {
      await send('POST', '/sessions', { body: { account, password, ...(code ? { code } : {}) } })
      const person = await personOf()
      await rememberPerson(person)
      onDone?.(person)
      go('/', true)
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null
      if (problem?.type === 'identity/code-needed') setAsksCode(true)
      setFault(problem?.detail ?? '没有登录成，再试一次。')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Screen
      title="安网现场"
      foot={
        <button
          type="submit"
          form="sign-in"
          className="fd-main"
          disabled={busy || account.trim() === '' || password === ''}
        >
          {busy ? '正在登录…' : '登录'}
        </button>
      }
    >
      <form
        id="sign-in"
        onSubmit={(event) => {
          event.preventDefault()
          void signIn()
        }}
      >
        <p className="fd-pale">第一次要有网络。登录以后，没有网络也能检查、记录、上报，有网以后自动上传。</p>
        {fault && <Notice kind="late">{fault}</Notice>}
        <Field label="账号" id="account">
          <input
            id="account"
            autoComplete="username"
            autoCapitalize="none"
            value={account}
            onChange={({ target }) => setAccount(target.value)}
          />
        </Field>
        <Field label="密码" id="password">
          <input
            id="password"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        </Field>
        {asksCode && (
          <Field label="动态口令" id="code">
            <input
              id="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={({ target }) => setCode(target.value)}
            />
          </Field>
        )}
      </form>
    </Screen>
  )
}
