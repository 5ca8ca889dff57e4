import { Button } from 'antd'
import type { ReactNode } from 'react'
import { FaultSummary } from '#kernel/cases/console/parts/act-fields.tsx'
import { Icon } from '#kernel/ui/icons.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import type { Step } from '../use-step.ts'

/** A step's form: why it was refused on top, one large button at the end. */
export function StepForm({ step, label, children }: { step: Step; label: string; children: ReactNode }) {
  return (
    <form
      noValidate
      className="ag-stack"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        void step.submit()
      }}
    >
      <FaultSummary faults={step.faults} fields={step.shown} prefix={step.prefix} />
      {children}
      <Refusal problem={step.problem} />
      <Button type="primary" size="large" block htmlType="submit" disabled={step.busy || step.under}>
        {step.busy ? '正在交…' : step.under ? '等照片传完' : label}
      </Button>
    </form>
  )
}

/** A complaint about a part of a step. */
export const StepFault = ({ words }: { words: string | undefined }) =>
  words ? (
    <span className="ag-fault" role="alert">
      <Icon name="warn" size={14} /> {words}
    </span>
  ) : null
