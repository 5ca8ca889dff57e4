import { doneOf } from '#kernel/cases/sealing.ts'
import { actOnCase } from '#kernel/cases/service.ts'
import { listActs } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { listPersonNames } from '#kernel/identity/store.ts'
import { type DocumentSource, documentSource } from '#modules/legal-document/server/case-source.ts'
import { certifiedOn } from '#modules/officer/server/service.ts'
import { documentsIn, isOfCase, valuesOf, whyNotYet } from '../model/documents.ts'
import { enforcementCase } from '../model/states.ts'
import { storyOf } from '../model/story.ts'
import { penaltyKind } from './kind.ts'
import { traceOf } from './rows.ts'
import { actOfService, serviceOf } from './serving.ts'
import { termsNow } from './settings.ts'

const actsOf = async (tx: Tx, caseId: string) => (await listActs(tx, caseId)).map(doneOf)

/** What cases of penalty say for their documents, and which suit each state. */
const penaltyDocuments: DocumentSource = {
  kind: enforcementCase.name,
  suggests: documentsIn,
  fits: async (tx, { caseId, key }) => isOfCase(key, storyOf(await actsOf(tx, caseId))),
  hinders: async (tx, { caseId, key }) => whyNotYet(key, storyOf(await actsOf(tx, caseId)), termsNow()),
  service: {
    of: async (tx, { caseId, key }) => {
      const rows = await listActs(tx, caseId)
      return serviceOf(
        rows.map((row) => ({ ...doneOf(row), attachments: row.attachments })),
        key,
      )
    },
    tell: async (tx, actor, served, service) => {
      const { act, input } = actOfService(served, service)
      const attachments = service.proofFileId ? [service.proofFileId] : []
      await actOnCase(tx, actor, penaltyKind, served.caseId, act, { input, attachments }, null)
    },
  },
  values: async (tx, actor, caseId) => {
    const acts = await actsOf(tx, caseId)
    const story = storyOf(acts)
    const ids = [story.handler.personId, story.coOfficer].filter((id): id is string => Boolean(id))
    const certified = await certifiedOn(tx, actor.scope, ids, today())
    const names = await listPersonNames(tx, [...ids, ...(story.hearing.called ? [story.hearing.called.chair] : [])])
    return {
      values: {
        ...valuesOf(acts, story, termsNow(), traceOf(story, story.decision?.on ?? today())),
        'hearing.chair': names.get(story.hearing.called?.chair ?? ''),
      },
      officers: certified.map(({ personId, name, number }) => ({ name: names.get(personId) ?? name, certNo: number })),
    }
  },
}

/** Lets cases of penalty have their documents. @returns takes them out again */
export const supplyPenaltyDocuments = (): (() => void) => documentSource(penaltyDocuments)
