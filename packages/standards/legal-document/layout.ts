import type { Layout } from '#standards/document-layout/block.ts'
import { type DocumentTemplate, printedName } from './template.ts'

/** What setting a document needs of its template. */
export const layoutOf = (template: DocumentTemplate): Layout => ({
  name: printedName(template.name_zh),
  profile: template.page_profile,
  fields: template.fields,
  body: template.body,
  signatures: template.signatures,
  footer: template.footer,
})
