import type { DoneAct } from '#kernel/cases/model/fold.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { Service, ServiceOnCase } from '#modules/legal-document/server/case-source.ts'
import { settleService } from '#modules/legal-document/server/service/served.ts'
import type { ServiceWay } from '../model/codes.ts'
import { enforcementCase } from '../model/states.ts'
import { storyOf } from '../model/story.ts'
import { whyNotified } from '../model/when.ts'

/** Ways of a paper by those of the acts. */
const WAYS: Readonly<Record<ServiceWay, Service['way']>> = {
  direct: 'paper',
  left: 'left',
  post: 'post',
  entrusted: 'entrusted',
  electronic: 'account',
  announced: 'announced',
}

const NOTICE = 'penalty_notice'
const DECISIONS = ['penalty_decision.unit', 'penalty_decision.person', 'daily_penalty_decision', 'no_penalty_decision']

/** Papers each act hands over, the one it is named after first. */
const HANDED: Readonly<Record<string, readonly string[]>> = {
  notify: [NOTICE, 'hearing_right_notice'],
  serve: DECISIONS,
  receive: DECISIONS,
}

type Told = DoneAct & { attachments: readonly { fileId: string }[] }

/** What the service of a paper has to do with its case: the notice begins the defence, the decision the payment. */
export function serviceOf(acts: readonly Told[], key: string): ServiceOnCase | null {
  const story = storyOf(acts)
  const electronic: Service['way'][] = story.electronic ? ['account'] : []
  const asks = (act: 'notify' | 'serve', ways: Service['way'][]): ServiceOnCase => ({
    asks: { act: enforcementCase.acts[act].title, ways, until: null },
  })
  if (HANDED.notify?.includes(key)) {
    if (whyNotified(acts) !== null) return toldBy(acts, ['notify'])
    // The notice of the hearing goes along with the notice; the day of posting is told on the case alone.
    return key === NOTICE ? asks('notify', ['paper', 'left']) : null
  }
  if (!DECISIONS.includes(key)) return null
  if (story.service) return toldBy(acts, ['serve', 'receive'])
  return story.decision ? asks('serve', ['paper', 'left', ...electronic]) : null
}

function toldBy(acts: readonly Told[], names: readonly string[]): ServiceOnCase | null {
  const done = acts.findLast(({ act }) => names.includes(act))
  return done ? { told: serviceBy(done) } : null
}

/** What an act told of a service, as papers say it. */
const serviceBy = ({ act, at, input, attachments }: Pick<Told, 'act' | 'at' | 'input' | 'attachments'>): Service => ({
  ...(act === 'receive'
    ? { way: 'account', on: today(new Date(at)), recipient: String(input.signer) }
    : { way: WAYS[input.way as ServiceWay], on: String(input.on), recipient: String(input.receiver) }),
  place: '',
  trackingNo: input.way === 'post' ? String(input.proof) : null,
  proofFileId: attachments[0]?.fileId ?? null,
  until: null,
})

/** The act that tells of a paper that was served, with its input. */
export function actOfService(
  { key, name, values }: { key: string; name: string; values: Readonly<Record<string, unknown>> },
  { way, on, recipient }: Service,
): { act: 'notify' | 'serve' | 'receive'; input: Record<string, unknown> } {
  if (way === 'account')
    return { act: 'receive', input: enforcementCase.acts.receive.input.parse({ signer: recipient }) }
  const own = Object.entries(WAYS).find(([, paper]) => paper === way)?.[0]
  const served = {
    ...{ way: own, on, receiver: recipient, proof: `${name}的送达回证` },
    ...(way === 'left' ? { begunOn: on } : {}),
  }
  if (key !== NOTICE) return { act: 'serve', input: enforcementCase.acts.serve.input.parse(served) }
  const text = `${name}：${String(values.proposedPenalty ?? '')}`
  return { act: 'notify', input: enforcementCase.acts.notify.input.parse({ ...served, text }) }
}

/** Papers an act handed over are served by it. */
export async function settlePapers(tx: Tx, actor: Actor, caseId: string, done: Parameters<typeof serviceBy>[0]) {
  const keys = HANDED[done.act]
  if (keys) await settleService(tx, actor, { caseId, keys }, serviceBy(done))
}
