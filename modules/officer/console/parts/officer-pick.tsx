import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { today } from '#kernel/ui/format.ts'
import { OfficerChoice } from './officer-choice.tsx'

/** Chooses one officer; whoever may not enforce today is shown with the reason. */
export function OfficerPick({ id, value, onChange }: WidgetProps) {
  return (
    <OfficerChoice
      id={id}
      on={today()}
      value={typeof value === 'string' ? [value] : []}
      onChange={(chosen) => onChange(chosen.at(-1))}
    />
  )
}
