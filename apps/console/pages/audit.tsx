import { AuditPage as Audit } from '#kernel/audit/console/pages/audit.tsx'
import { auditWords } from '../audit-words.ts'

/** The audit in the words of all rooms. */
export const AuditPage = () => <Audit words={auditWords} />
