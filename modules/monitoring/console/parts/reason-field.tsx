import { Input } from 'antd'
import { FormField } from '#kernel/ui/text-field.tsx'

interface ReasonFieldProps {
  id: string
  label?: string
  hint?: string
  value: string
  onChange(value: string): void
}

/** Why something is done to a point, in a few words. */
export function ReasonField({ id, label = '原因', hint, value, onChange }: ReasonFieldProps) {
  return (
    <FormField id={id} label={label} hint={hint} pointer="/reason">
      <Input.TextArea
        id={id}
        rows={2}
        maxLength={300}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </FormField>
  )
}
