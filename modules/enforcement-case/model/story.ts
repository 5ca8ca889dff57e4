import { localDay } from '#kernel/cases/model/clock.ts'
import type { DoneAct } from '#kernel/cases/model/fold.ts'
import type { Outcome, PartyKind, PaymentKind, ServiceWay } from './codes.ts'
import { fenOf, type WeighingInput } from './inputs.ts'

/** As much of an act as the story needs; pages know no persons of other people's acts. */
export type Told = Pick<DoneAct, 'act' | 'at' | 'input'> & Partial<Pick<DoneAct, 'seatId' | 'personId' | 'seatGrid'>>

export interface Handing {
  from: string
  to: string
  on: string
  why: string
}

/** A piece of evidence with its chain of custody (保管链). */
export interface Evidence {
  no: number
  kind: string
  title: string
  source: string
  on: string
  where: string
  copy: string
  coOfficer: string
  keeper: string
  handings: Handing[]
  /** Place of its act in the story, from 1. */
  seq: number
}

export interface Hold {
  no: number
  what: string
  keeper: string
  on: string
  settled: { on: string; disposal: string } | null
}

export interface Payment {
  kind: PaymentKind
  /** Fen. */
  amount: number
  on: string
  receipt: string
}

export interface Instalment {
  dueOn: string
  /** Fen. */
  amount: number
}

/** A time in which no surcharge is added; open while the remedy runs. */
export interface RemedyTime {
  kind: string
  from: string
  to: string | null
  result: string | null
}

/** A case of penalty as its acts tell it. */
export interface Story {
  procedure: 'ordinary' | 'simple'
  source: string
  what: string
  where: string
  violatedOn: string
  foundOn: string
  partyKind: PartyKind
  partyName: string
  openedOn: string
  cause: string | null
  item: string | null
  harm: boolean
  /** Whoever asked for filing, or decided on the spot. */
  handler: { personId: string | null; seatId: string | null }
  coOfficer: string | null
  filedOn: string | null
  concludedOn: string | null
  evidence: Evidence[]
  holds: Hold[]
  recusalOpen: boolean
  /** Who is asked to withdraw, while that is not decided. */
  recusalOf: string | null
  /** Persons that had to withdraw. */
  recused: string[]
  reasons: { publicInterest: boolean; complex: boolean }
  /** The weighing that stands now: of the investigation, the recheck or the proposal. */
  weighing: WeighingInput | null
  /** Everything about the review since the weighing last changed. */
  review: { on: string; verdict: string } | null
  /** The last review said no, whatever was weighed anew since; only another review takes it back. */
  objected: boolean
  /** A seat was asked for its legal review and has not given it. */
  atReview: boolean
  discussion: { on: string; agreed: boolean } | null
  /** What the party was told last; overtaken once the investigation was concluded anew, since its facts are others. */
  notice: { on: string; weighing: WeighingInput | null; text: string; overtaken: boolean } | null
  /** The case went back or on since the notice, so that another one may follow. */
  leftNotice: boolean
  defences: { on: string; text: string; byParty: boolean }[]
  recheckedDefences: number
  defenceWaived: boolean
  hearing: {
    askedOn: string | null
    /** The party asked from its own account; an office entered it otherwise. */
    byParty: boolean
    waivedOn: string | null
    called: { noticeOn: string; heldOn: string; where: string; chair: string } | null
    ended: { on: string; how: string } | null
  }
  proposal: { outcome: Outcome; on: string } | null
  decision: { on: string; no: string; outcome: Outcome; seatId: string | null } | null
  electronic: boolean
  service: { on: string; way: ServiceWay } | null
  payments: Payment[]
  instalments: Instalment[]
  /** What was due before others were granted, and until when it stood; no parts for the whole fine at once. */
  earlierTerms: { until: string; parts: Instalment[] }[]
  deferralAsked: boolean
  remedies: RemedyTime[]
  demandedOn: string | null
  courtOn: string | null
  publicity: { publishedOn: string; facts: string; withdrawnOn: string | null } | null
  annulledOn: string | null
  closedOn: string | null
  archive: { no: string; retention: string; pages: number } | null
  /** Fine of a decision on the spot, in fen. */
  spotFine: number
}

const dayOf = ({ at }: Told) => localDay(Date.parse(at))
const str = (value: unknown): string => (typeof value === 'string' ? value : '')
const strOr = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function opened(first: Told): Story {
  const { input } = first
  return {
    procedure: first.act === 'on-spot' ? 'simple' : 'ordinary',
    source: str(input.source) || 'inspection',
    what: str(input.what),
    where: str(input.where),
    violatedOn: str(input.violatedOn),
    foundOn: str(input.foundOn) || dayOf(first),
    partyKind: input.partyKind === 'person' ? 'person' : 'unit',
    partyName: str(input.partyName),
    openedOn: dayOf(first),
    cause: null,
    item: strOr(input.item),
    harm: false,
    handler: { personId: first.personId ?? null, seatId: first.seatId ?? null },
    coOfficer: strOr(input.coOfficer),
    filedOn: null,
    concludedOn: null,
    evidence: [],
    holds: [],
    recusalOpen: false,
    recusalOf: null,
    recused: [],
    reasons: { publicInterest: false, complex: false },
    weighing: null,
    review: null,
    objected: false,
    atReview: false,
    discussion: null,
    notice: null,
    leftNotice: false,
    defences: [],
    recheckedDefences: 0,
    defenceWaived: false,
    hearing: NO_HEARING,
    proposal: null,
    decision: null,
    electronic: false,
    service: null,
    payments: [],
    instalments: [],
    earlierTerms: [],
    deferralAsked: false,
    remedies: [],
    demandedOn: null,
    courtOn: null,
    publicity: null,
    annulledOn: null,
    closedOn: null,
    archive: null,
    spotFine: fenOf(input.fine),
  }
}

const NO_HEARING: Story['hearing'] = { askedOn: null, byParty: false, waivedOn: null, called: null, ended: null }

/** Done from the party's own account: the seat belongs to no office. What tells no seat is judged by the day offices enter. */
const isParty = ({ seatGrid, input }: Told): boolean => (seatGrid === undefined ? !input.on : seatGrid === null)

type Teller = (story: Story, act: Told, seq: number) => Partial<Story>

/** A weighing makes review and discussion of another one worthless. */
const weighed = ({ input }: Told): Partial<Story> =>
  input.weighing ? { weighing: input.weighing as WeighingInput, review: null, discussion: null } : {}

const tellers: Readonly<Record<string, Teller>> = {
  'on-spot': (_story, act) => ({
    decision: { on: dayOf(act), no: str(act.input.decisionNo), outcome: 'penalise', seatId: act.seatId ?? null },
    service: { on: dayOf(act), way: 'direct' },
    notice: { on: dayOf(act), weighing: null, text: '', overtaken: false },
    payments:
      act.input.collect !== 'none' && Number(act.input.fine) > 0
        ? [{ kind: 'fine', amount: fenOf(act.input.fine), on: dayOf(act), receipt: str(act.input.receipt) }]
        : [],
  }),
  'ask-filing': (_story, { input, personId, seatId }) => ({
    cause: str(input.cause),
    item: str(input.item),
    harm: input.harm === true,
    coOfficer: str(input.coOfficer),
    handler: { personId: personId ?? null, seatId: seatId ?? null },
  }),
  file: (_story, act) => ({ filedOn: dayOf(act) }),
  conclude: ({ notice }, act) => ({
    concludedOn: dayOf(act),
    reasons: { publicInterest: act.input.publicInterest === true, complex: act.input.complex === true },
    weighing: act.input.penalise === true ? ((act.input.weighing as WeighingInput | null) ?? null) : null,
    review: null,
    discussion: null,
    notice: notice && { ...notice, overtaken: true },
  }),
  collect: (story, { input }, seq) => ({
    evidence: [
      ...story.evidence,
      {
        no: story.evidence.length + 1,
        kind: str(input.kind),
        title: str(input.title),
        source: str(input.source),
        on: str(input.on),
        where: str(input.where),
        copy: str(input.copy),
        coOfficer: str(input.coOfficer),
        keeper: str(input.keeper),
        handings: [],
        seq,
      },
    ],
  }),
  'hand-over': (story, { input }) => ({
    evidence: story.evidence.map((one) => (one.no === input.evidence ? handed(one, input) : one)),
  }),
  hold: (story, { input }) => ({
    holds: [
      ...story.holds,
      {
        no: story.holds.length + 1,
        what: str(input.what),
        keeper: str(input.keeper),
        on: str(input.on),
        settled: null,
      },
    ],
  }),
  'settle-hold': (story, { input }) => ({
    holds: story.holds.map((one) =>
      one.no === input.hold ? { ...one, settled: { on: str(input.on), disposal: str(input.disposal) } } : one,
    ),
  }),
  recuse: (_story, { input }) => ({ recusalOpen: true, recusalOf: str(input.officer) }),
  'settle-recusal': (story, { input }) => ({
    recusalOpen: false,
    recusalOf: null,
    ...(input.granted === true ? withdrawn(story, strOr(input.instead)) : {}),
  }),
  notify: (story, { input }) => ({
    notice: { on: str(input.on), weighing: story.weighing, text: str(input.text), overtaken: false },
    leftNotice: false,
    defences: [],
    recheckedDefences: 0,
    defenceWaived: false,
    hearing: NO_HEARING,
  }),
  'send-review': () => ({ atReview: true }),
  review: (_story, act) => ({
    review: { on: dayOf(act), verdict: str(act.input.verdict) },
    objected: act.input.verdict === 'disagree',
    atReview: false,
  }),
  discuss: (_story, { input }) => ({ discussion: { on: str(input.on), agreed: input.agreed === true } }),
  state: (story, act) => ({
    defences: [
      ...story.defences,
      { on: str(act.input.on) || dayOf(act), text: str(act.input.text), byParty: isParty(act) },
    ],
  }),
  'waive-defence': () => ({ defenceWaived: true }),
  recheck: (story, act) => ({ ...weighed(act), recheckedDefences: story.defences.length }),
  'ask-hearing': (story, act) => ({
    hearing: { ...story.hearing, askedOn: str(act.input.on) || dayOf(act), byParty: isParty(act) },
  }),
  'waive-hearing': (story, act) => ({ hearing: { ...story.hearing, waivedOn: dayOf(act) } }),
  'call-hearing': (story, { input }) => ({
    hearing: {
      ...story.hearing,
      called: {
        noticeOn: str(input.noticeOn),
        heldOn: str(input.heldOn),
        where: str(input.where),
        chair: str(input.chair),
      },
      ended: null,
    },
  }),
  // What was reviewed before a hearing was not reviewed with its record.
  'hold-hearing': (story, { input }) => ({
    hearing: { ...story.hearing, ended: { on: str(input.on), how: str(input.end) } },
    ...(input.end === 'held' ? { review: null } : {}),
  }),
  propose: (_story, act) => ({
    ...weighed(act),
    proposal: { outcome: act.input.outcome as Outcome, on: dayOf(act) },
    leftNotice: true,
  }),
  'send-back': () => ({ proposal: null }),
  decide: (story, act) => ({
    decision: {
      on: dayOf(act),
      no: str(act.input.decisionNo),
      outcome: story.proposal?.outcome ?? 'penalise',
      seatId: act.seatId ?? null,
    },
  }),
  'confirm-address': (_story, { input }) => ({ electronic: input.electronic === true }),
  serve: (_story, { input }) => ({ service: { on: str(input.on), way: input.way as ServiceWay } }),
  receive: (_story, act) => ({ service: { on: dayOf(act), way: 'electronic' } }),
  pay: (story, { input }) => ({
    payments: [
      ...story.payments,
      { kind: input.kind as PaymentKind, amount: fenOf(input.amount), on: str(input.on), receipt: str(input.receipt) },
    ],
  }),
  'ask-deferral': () => ({ deferralAsked: true }),
  'grant-deferral': (story, act) => ({
    deferralAsked: false,
    earlierTerms: [...story.earlierTerms, { until: dayOf(act), parts: story.instalments }],
    instalments: [
      ...paidBefore(story),
      ...((act.input.instalments ?? []) as { dueOn: string; amount: number }[]).map(({ dueOn, amount }) => ({
        dueOn,
        amount: fenOf(amount),
      })),
    ],
  }),
  'refuse-deferral': () => ({ deferralAsked: false }),
  remedy: (story, { input }) => ({
    remedies: [...story.remedies, { kind: str(input.kind), from: str(input.since), to: null, result: null }],
  }),
  'end-remedy': (story, { input }) => ({
    remedies: story.remedies.map((one) =>
      one.to === null ? { ...one, to: str(input.ended), result: str(input.result) } : one,
    ),
    ...(input.result === 'revoked' ? { annulledOn: str(input.ended) } : {}),
  }),
  demand: (_story, { input }) => ({ demandedOn: str(input.servedOn) }),
  'apply-court': (_story, { input }) => ({ courtOn: str(input.applied) }),
  close: (_story, act) => ({ closedOn: dayOf(act) }),
  unarchive: () => ({ archive: null }),
  archive: (_story, { input }) => ({
    archive: { no: str(input.archiveNo), retention: str(input.retention), pages: Number(input.pages) },
  }),
  publish: (_story, act) => ({
    publicity: { publishedOn: dayOf(act), facts: str(act.input.publicFacts), withdrawnOn: null },
  }),
  unpublish: (story, act) => ({ publicity: story.publicity && { ...story.publicity, withdrawnOn: dayOf(act) } }),
  annul: (_story, { input }) => ({ annulledOn: str(input.on) }),
}

/** What was paid before instalments were granted is a part of its own, so that the parts are always the whole fine. */
function paidBefore({ payments }: Story): Instalment[] {
  const paid = payments.filter(({ kind }) => kind === 'fine')
  const amount = paid.reduce((sum, one) => sum + one.amount, 0)
  return amount > 0 ? [{ dueOn: paid.at(-1)?.on as string, amount }] : []
}

const handed = (one: Evidence, input: Record<string, unknown>): Evidence => ({
  ...one,
  keeper: str(input.receiver),
  handings: [...one.handings, { from: one.keeper, to: str(input.receiver), on: str(input.on), why: str(input.why) }],
})

/** The officer that has to withdraw, and no other, gives his place to the one named; he is barred from then on. */
function withdrawn(story: Story, instead: string | null): Partial<Story> {
  const { recusalOf, handler, coOfficer } = story
  if (!recusalOf || !instead) return {}
  const recused = [...story.recused, recusalOf]
  if (recusalOf === handler.personId) return { recused, handler: { personId: instead, seatId: null } }
  return recusalOf === coOfficer ? { recused, coOfficer: instead } : { recused }
}

/**
 * What happened in a case, gathered from its acts: pure, so that pages, gates, clocks and tables agree.
 * @throws Error for no acts
 */
export function storyOf(acts: readonly Told[]): Story {
  const [first] = acts
  if (!first) throw new Error('a case has no acts')
  let story = opened(first)
  for (const [at, act] of acts.entries()) story = { ...story, ...tellers[act.act]?.(story, act, at + 1) }
  return story
}

/** Fine of the decision in fen, or of what is proposed. */
export const fineOf = ({ procedure, spotFine, weighing, decision }: Story): number =>
  procedure === 'simple'
    ? spotFine
    : decision && decision.outcome !== 'penalise'
      ? 0
      : weighing
        ? fenOf(weighing.fine)
        : 0
