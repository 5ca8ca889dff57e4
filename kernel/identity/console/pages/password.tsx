import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { ApiProblem, send } from '#kernel/ui/api.ts'
import { PageHead, Sheet } from '#kernel/ui/parts.tsx'
import { passwordFault } from '../../model/password.ts'
import { useMe } from '../me.ts'

/** A new password; the other sessions of the account end with it. */
export function PasswordPage() {
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [oldPassword, setOld] = useState('')
  const [newPassword, setNew] = useState('')
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const weak = newPassword ? passwordFault(newPassword, me.data?.login ?? '', me.data?.passwordLength) : null
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await send('PUT', '/me/password', { body: { oldPassword, newPassword } })
      void message.success('密码已修改，别处的登录都已退出')
      await client.invalidateQueries({ queryKey: ['/me'] })
      await navigate({ to: '/' })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="ag-page" style={{ maxWidth: 560 }}>
      <PageHead meta={`至少 ${me.data?.passwordLength ?? 10} 个字符，大小写字母、数字、符号里有三类。`}>
        {me.data?.mustChangePassword ? '先换密码，再开始用' : '修改密码'}
      </PageHead>
      <Sheet>
        <form className="ag-stack ag-pad" onSubmit={(event) => void save(event)}>
          {problem && (
            <div className="ag-notice" role="alert">
              <strong className="ag-warn">{problem.title}</strong>
              <span>{problem.detail}</span>
            </div>
          )}
          <div className="ag-field">
            <label htmlFor="old">现在的密码</label>
            <Input.Password
              id="old"
              autoComplete="current-password"
              value={oldPassword}
              onChange={(event) => setOld(event.target.value)}
            />
          </div>
          <div className={`ag-field ${weak ? 'ag-field-fault' : ''}`}>
            <label htmlFor="new">新密码</label>
            {weak && <span className="ag-fault">{weak}</span>}
            <Input.Password
              id="new"
              autoComplete="new-password"
              value={newPassword}
              onChange={(event) => setNew(event.target.value)}
            />
          </div>
          <div>
            <Button type="primary" htmlType="submit" disabled={busy || !oldPassword || !newPassword || weak !== null}>
              {busy ? '正在修改…' : '改成新密码'}
            </Button>
          </div>
        </form>
      </Sheet>
    </div>
  )
}
