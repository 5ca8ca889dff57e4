import type { FieldPerson } from '#kernel/sync/field/db.ts'
import { takeAlong } from '#kernel/sync/field/taken.ts'
import type { DocumentKit } from '../model/schema.ts'
import { fillNumbers } from './numbers.ts'

/** What a device needs to issue the documents of a kind of case. */
export const kitPath = (kind: string): string => `/legal-document-kit?kind=${kind}`

/** What the platform knows of one case for its documents. */
export const factsPath = (caseId: string): string => `/cases/${caseId}/document-facts`

/** Whether somebody issues documents at all; others leave it to their office. */
export const mayIssue = ({ permissions }: Pick<FieldPerson, 'permissions'>): boolean =>
  permissions.includes('legal-document.issue')

/** Takes along the templates of a kind of case, and fills up the numbers. @throws ApiProblem */
export async function takeKit(person: FieldPerson, kind: string): Promise<void> {
  const { words } = await takeAlong<DocumentKit>(person.accountId, kitPath(kind))
  await fillNumbers(person, words)
}
