import { TextField } from '#kernel/ui/text-field.tsx'

interface WhyFieldProps {
  value: string
  hint: string
  onChange(value: string): void
}

/** Why the library is changed; it stays with the version. */
export const WhyField = ({ value, hint, onChange }: WhyFieldProps) => (
  <TextField id="library-why" label="原因" hint={hint} pointer="/why" value={value} max={200} onChange={onChange} />
)
