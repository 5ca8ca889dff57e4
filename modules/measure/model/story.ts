import type { DoneAct } from '#kernel/cases/model/fold.ts'
import { type Disposal, kindOf, type MeasureKind, type MeasureType } from './codes.ts'
import type { SeizedItemValue } from './inputs.ts'

/** Days and words as forms and pages say them. */
type Text = string | null

/** A measure as its acts tell it. */
export interface MeasureStory {
  kind: MeasureKind
  type: MeasureType
  what: string
  scope: string
  condition: string
  items: readonly SeizedItemValue[]
  /** Why it was taken before it was approved; null for one that was approved first. */
  urgency: Text
  handler: { personId: string | null; coOfficer: string | null }
  takenOn: string
  approval: { on: string; text: string } | null
  /** When it was refused or taken back before it began. */
  refusedOn: Text
  service: { on: string; receiver: string; way: string } | null
  /** Last day as it was set when it was served, without what an extension or a test adds. */
  until: Text
  lengthened: { until: string; reason: string; on: string } | null
  /** Since when it stands still for a test. */
  testedSince: Text
  /** Days tests took so far. */
  testedDays: number
  cutAsked: { cut: string; supplier: string; danger: string; range: string } | null
  cut: { cut: string; supplier: string; danger: string; range: string; startsAt: string; endedOn: Text } | null
  askedOn: Text
  failedOn: Text
  liftedOn: Text
  disposals: readonly { n: number; disposal: Disposal }[]
}

type Told = Pick<DoneAct, 'act' | 'at' | 'input'> & Partial<Pick<DoneAct, 'personId'>>

const dayOf = ({ at }: Told): string => new Date(at).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })

/** Gathers a measure from its acts, the first one first. */
export function storyOf(acts: readonly Told[]): MeasureStory {
  const [opening, ...rest] = acts
  if (!opening) throw new Error('a measure without acts')
  const story = begun(opening)
  for (const act of rest) Object.assign(story, changes[act.act]?.(story, act))
  return story
}

function begun(act: Told): MeasureStory {
  const { input } = act
  return {
    kind: kindOf(input.type),
    type: input.type as MeasureType,
    what: String(input.what),
    scope: String(input.scope),
    condition: String(input.condition),
    items: (input.items ?? []) as SeizedItemValue[],
    urgency: (input.urgency as string | undefined) ?? null,
    handler: { personId: act.personId ?? null, coOfficer: (input.coOfficer as string | undefined) ?? null },
    takenOn: dayOf(act),
    ...{
      approval: null,
      refusedOn: null,
      service: null,
      until: null,
      lengthened: null,
      testedSince: null,
      testedDays: 0,
    },
    ...{ cutAsked: null, cut: null, askedOn: null, failedOn: null, liftedOn: null, disposals: [] },
  }
}

const days = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

const changes: Readonly<Record<string, (story: MeasureStory, act: Told) => Partial<MeasureStory>>> = {
  // What was taken at once and is not granted ends at once, with everything given free (行政强制法第19条).
  refuse: ({ urgency, items }, act) => ({
    refusedOn: dayOf(act),
    ...(urgency === null
      ? {}
      : { liftedOn: dayOf(act), disposals: items.map((_, at) => ({ n: at + 1, disposal: 'release' as const })) }),
  }),
  withdraw: (_, act) => ({ refusedOn: dayOf(act) }),
  approve: (_, act) => ({ approval: { on: dayOf(act), text: String(act.input.text) } }),
  serve: (_, { input }) => ({
    service: { on: String(input.on), receiver: String(input.receiver), way: String(input.way) },
    until: String(input.dueOn),
  }),
  lengthen: (_, act) => ({
    lengthened: { until: String(act.input.until), reason: String(act.input.reason), on: dayOf(act) },
  }),
  test: (_, act) => ({ testedSince: dayOf(act) }),
  tested: ({ testedSince, testedDays }, act) => ({
    testedSince: null,
    testedDays: testedDays + (testedSince ? days(testedSince, dayOf(act)) : 0),
  }),
  'ask-cut': (_, { input }) => ({ cutAsked: input as NonNullable<MeasureStory['cutAsked']> }),
  'refuse-cut': () => ({ cutAsked: null }),
  cut: ({ cutAsked }, { input }) => ({
    cutAsked: null,
    cut: cutAsked && { ...cutAsked, startsAt: `${input.startsOn}T${input.startsAt}`, endedOn: null },
  }),
  restore: ({ cut }, act) => ({ cut: cut && { ...cut, endedOn: dayOf(act) } }),
  ask: (_, act) => ({ askedOn: dayOf(act) }),
  fail: (_, act) => ({ askedOn: null, failedOn: dayOf(act) }),
  pass: () => ({ askedOn: null }),
  release: ({ cut }, act) => ({
    liftedOn: dayOf(act),
    disposals: (act.input.disposals ?? []) as MeasureStory['disposals'],
    cut: cut && { ...cut, endedOn: cut.endedOn ?? dayOf(act) },
  }),
}
