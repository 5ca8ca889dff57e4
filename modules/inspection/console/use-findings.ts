import { useCase } from '#kernel/cases/console/api.ts'
import { type FindingInputValue, inspectionCase } from '../model/inspection.ts'

const NONE: readonly FindingInputValue[] = []

/** What the record of an inspection found; nothing before it was written. */
export function useSiteFindings(caseId: string | null | undefined): readonly FindingInputValue[] {
  const one = useCase(inspectionCase.path, caseId ?? '').data
  const record = one?.history.findLast(({ act }) => act === 'record')
  return (record?.input.findings as readonly FindingInputValue[] | undefined) ?? NONE
}
