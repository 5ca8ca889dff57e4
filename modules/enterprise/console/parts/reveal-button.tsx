import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { ApiProblem, send } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'

interface RevealButtonProps {
  /** What is asked for the full values. */
  path: string
  onReveal(values: Record<string, unknown>): void
}

const usual = ['现场检查联系', '事故应急联系', '核实企业信息']

/** Asks what the full names and phones are for, then shows them on this page; the purpose goes into the audit. */
export function RevealButton({ path, onReveal }: RevealButtonProps) {
  const [open, setOpen] = useState(false)
  const [purpose, setPurpose] = useState('')
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const ask = async (text: string) => {
    try {
      const { values } = await send<{ values: Record<string, unknown> }>('POST', path, { body: { purpose: text } })
      setOpen(false)
      onReveal(values)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
    }
  }
  const form = (
    <form
      className="ag-stack"
      style={{ width: 300, gap: 8 }}
      onSubmit={(event) => {
        event.preventDefault()
        void ask(purpose)
      }}
    >
      <div className="ag-field">
        <label htmlFor="purpose">用途</label>
        <small>会记入审计，写明为什么要看完整姓名和电话</small>
        {problem && <span className="ag-fault">{problem.about('/purpose') ?? problem.detail}</span>}
        <Input id="purpose" maxLength={200} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
      </div>
      <div className="ag-row ag-wrap">
        {usual.map((text) => (
          <button key={text} type="button" className="ag-link" onClick={() => setPurpose(text)}>
            {text}
          </button>
        ))}
      </div>
      <Button type="primary" htmlType="submit" disabled={purpose.trim().length < 2}>
        显示完整信息
      </Button>
    </form>
  )
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" content={form} destroyOnHidden>
      <Button size="small" icon={<Icon name="eye" />}>
        看完整姓名电话
      </Button>
    </Popover>
  )
}
