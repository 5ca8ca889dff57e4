import { Input, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { onProofNeeded, send } from '#kernel/ui/api.ts'
import { Refusal } from '#kernel/ui/text-field.tsx'
import type { Me } from '../me.ts'

/** Asks once more for password or code when the server wants to know who sits there before a critical act. */
export function ProofDialog({ me }: { me: Me }) {
  const act = useAct()
  const answer = useRef<(shown: boolean) => void>(null)
  const [open, setOpen] = useState(false)
  const [by, setBy] = useState<'password' | 'code'>(me.secondFactor.on ? 'code' : 'password')
  const [text, setText] = useState('')
  useEffect(
    () =>
      onProofNeeded(() => {
        setText('')
        setOpen(true)
        return new Promise((resolve) => {
          answer.current = resolve
        })
      }),
    [],
  )
  const close = (shown: boolean) => {
    setOpen(false)
    act.clear()
    answer.current?.(shown)
  }
  const show = async () => {
    if (await act.run(() => send('POST', '/me/proof', { body: { [by]: text } }))) close(true)
    else setText('')
  }
  const isCode = by === 'code'
  return (
    <Modal
      open={open}
      width={400}
      title="这件事比较重要，再验证一次身份"
      okText={act.busy ? '正在验证…' : '验证并继续'}
      cancelText="先不办"
      okButtonProps={{ disabled: act.busy || !text.trim() }}
      onOk={() => void show()}
      onCancel={() => close(false)}
      destroyOnHidden
    >
      <form
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim()) void show()
        }}
      >
        <Refusal problem={act.problem} />
        <div className="ag-field">
          <label htmlFor="proof">{isCode ? '动态口令' : '您的密码'}</label>
          <small>{isCode ? '验证器上的 6 位数字' : '登录用的密码'}</small>
          {isCode ? (
            <Input
              id="proof"
              autoFocus
              inputMode="numeric"
              autoComplete="one-time-code"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          ) : (
            <Input.Password
              id="proof"
              autoFocus
              autoComplete="current-password"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </div>
        {me.secondFactor.on && (
          <button type="button" className="ag-link" onClick={() => setBy(isCode ? 'password' : 'code')}>
            {isCode ? '改用密码' : '改用动态口令'}
          </button>
        )}
      </form>
    </Modal>
  )
}
