import type { CaseKind } from '#kernel/cases/holder.ts'
import { sealByPlatform } from '#kernel/cases/sealing.ts'
import { findCaseForUpdate } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { Service } from '#modules/legal-document/server/case-source.ts'
import { findService, settleService } from '#modules/legal-document/server/service/served.ts'
import type { serviceWays } from '../model/codes.ts'
import { latestEnd } from '../model/gates.ts'
import { measureCase } from '../model/measure.ts'
import type { MeasureStory } from '../model/story.ts'
import { stopMonthsNow } from './settings.ts'

type OwnWay = keyof typeof serviceWays

/** Ways of the act by those of a paper; a decision of this kind is handed over on the spot or posted, not put into an account (行政强制法第24条). */
export const WAYS = { paper: 'hand', left: 'left', post: 'post' } as const satisfies Partial<
  Record<Service['way'], OwnWay>
>

/** Papers the act of service hands over, the decision first. */
export const DECISIONS: Readonly<Record<MeasureStory['kind'], readonly string[]>> = {
  stop: ['onsite_measures_decision'],
  seizure: ['seizure_decision', 'seizure_list'],
}

/** Last day as its decision says it: as it was set, else the latest the law allows from the day it began. */
export const lastDayOf = (story: MeasureStory): string =>
  story.lengthened?.until ?? story.until ?? latestEnd(story, story.service?.on ?? story.takenOn, stopMonthsNow())

/** What the act told of a service, as papers say it. */
export const toldBy = (input: Record<string, unknown>, proofFileId: string | null): Service => ({
  way: (Object.entries(WAYS).find(([, own]) => own === input.way)?.[0] ?? 'paper') as Service['way'],
  on: String(input.on),
  recipient: String(input.receiver),
  place: '',
  trackingNo: input.way === 'post' ? String(input.proof) : null,
  proofFileId,
  until: String(input.dueOn),
})

/** What the act is told of a paper that was served. */
export const inputOf = ({ way, on, recipient, trackingNo, until }: Service, name: string) =>
  measureCase.acts.serve.input.parse({
    way: WAYS[way as keyof typeof WAYS],
    on,
    receiver: recipient,
    proof: trackingNo ?? `${name}的送达回证`,
    dueOn: until,
  })

/** The papers the act of service handed over are served by it. */
export const settlePapers = async (
  tx: Tx,
  actor: Actor,
  caseId: string,
  { kind }: MeasureStory,
  act: { input: Record<string, unknown>; attachments: readonly { fileId: string }[] },
): Promise<void> =>
  settleService(tx, actor, { caseId, keys: DECISIONS[kind] }, toldBy(act.input, act.attachments[0]?.fileId ?? null))

/** Once the head granted what was taken at once, the service of its decision counts: it was entered with the paper. */
export async function tellEarlierService(
  tx: Tx,
  kindOfCase: CaseKind,
  actor: Actor,
  caseId: string,
  { kind }: MeasureStory,
): Promise<void> {
  const given = await findService(tx, actor.scope, { caseId, keys: DECISIONS[kind].slice(0, 1) })
  const row = given && (await findCaseForUpdate(tx, actor.scope, caseId))
  if (!given || !row) return
  const input = inputOf(given.service, given.name)
  const done = { act: 'serve', input, holderSeatId: row.holderSeatId }
  const { sealed, state } = await sealByPlatform(tx, kindOfCase, row, done, new Date())
  await kindOfCase.after?.(tx, { actor, case: row, act: sealed, state, dueOn: String(input.dueOn) })
}
