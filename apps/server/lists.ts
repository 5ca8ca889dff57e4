import { enterpriseList } from '#modules/enterprise/model/listed.ts'
import { hazardList } from '#modules/hazard/model/listed.ts'
import { inspectionList } from '#modules/inspection/model/listed.ts'
import { documentList } from '#modules/legal-document/model/listed.ts'
import { ListTable } from '#modules/reconciliation/model/list.ts'

/** The lists offices may hold against this platform, room by room. */
export const officeLists = new ListTable([enterpriseList, inspectionList, hazardList, documentList])
