import { Select } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { today } from '#kernel/ui/format.ts'
import { OfficerChoice } from '#modules/officer/console/parts/officer-choice.tsx'
import type { TeamMemberInput } from '../../model/inspection.ts'
import { useInspectionFacts } from '../on-site-api.ts'

const chosenOf = (value: unknown): TeamMemberInput[] => (Array.isArray(value) ? (value as TeamMemberInput[]) : [])

/** Chooses the officers who go, each with the number of the certificate. */
export function TeamChoice({ id, value, onChange }: WidgetProps) {
  const chosen = chosenOf(value)
  return (
    <OfficerChoice
      id={id}
      on={today()}
      value={chosen.map(({ personId }) => personId)}
      known={Object.fromEntries(chosen.map(({ personId, name }) => [personId, name]))}
      onChange={(ids, found) =>
        onChange(
          ids.flatMap((personId) => {
            const before = chosen.find((one) => one.personId === personId)
            const officer = found.find((one) => one.personId === personId)
            return before ?? (officer ? { personId, name: officer.name, certNo: officer.number } : [])
          }),
        )
      }
    />
  )
}

/** Chooses one of those who are to go. */
export function MemberChoice({ id, value, caseId, onChange }: WidgetProps) {
  const team = useInspectionFacts(caseId)?.team ?? []
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      placeholder="选一个检查人员"
      value={(value as string | undefined) ?? null}
      options={team.map(({ personId, name }) => ({ value: personId, label: name }))}
      onChange={onChange}
    />
  )
}
