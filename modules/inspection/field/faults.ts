import { fieldsOf, isAsked } from '#kernel/cases/model/fields.ts'
import { inspectionCase } from '../model/inspection.ts'
import { inspectionFaults } from '../model/inspection-faults.ts'
import type { InspectionAct } from './visit-draft.ts'

/** What is wrong with an act as it would be sent: the schema of the act and the rules between its fields, the same the server asks. */
export function faultsOf(act: InspectionAct, input: Record<string, unknown>, on: string): string[] {
  const read = inspectionCase.acts[act].input.safeParse(input)
  const asked = fieldsOf(inspectionCase.acts[act].input).filter(isAsked)
  const titles = new Map(asked.map(({ key, title }) => [key, title]))
  const shape = read.success
    ? []
    : read.error.issues.map(({ path, message }: { path: PropertyKey[]; message: string }) => {
        const title = titles.get(String(path[0]))
        return title ? `「${title}」${message}` : message
      })
  const rules = inspectionFaults(act, input, on).map(({ message }) => message)
  return [...new Set([...shape, ...rules])]
}
