import type { Layout } from '#standards/document-layout/block.ts'
import { type DocumentTemplate, printedName } from './template.ts'

/** Lead words of enforcement documents (documents.md §1). */
const LEADS = ['检查情况', '违法事实及证据', '复查意见', '罚款合计']

/** What setting a document needs of its template. */
export const layoutOf = (template: DocumentTemplate): Layout => ({
  name: printedName(template.name_zh),
  profile: template.page_profile,
  fields: template.fields,
  body: template.body,
  signatures: template.signatures,
  footer: template.footer,
  leads: LEADS,
})
