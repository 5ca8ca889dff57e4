import type { InspectionMethod, InspectionReason } from './codes.ts'
import type { FindingInputValue, ItemInputValue, SignaturesValue, TeamMemberInput } from './inspection.ts'

/** An act of an inspection as its story reads it. */
export interface ToldAct {
  act: string
  /** Instant, ISO 8601. */
  at: string
  /** The day it happened in China. */
  on: string
  input: Record<string, unknown>
}

/** How an inspection stands as its acts say. */
export interface Inspection {
  reason: InspectionReason
  planId: string | null
  month: string | null
  why: string | null
  beyond: string | null
  method: InspectionMethod
  content: string
  templateCode: string | null
  experts: string | null
  team: TeamMemberInput[]
  openedOn: string
  plannedOn: string | null
  notifiedOn: string | null
  /** Instants, ISO 8601. */
  arrivedAt: string | null
  /** When they left, where an inspection made on paper was written down afterwards. */
  leftAt: string | null
  recordedAt: string | null
  visitedOn: string | null
  site: string | null
  summary: string | null
  contact: string | null
  clean: boolean | null
  measures: string | null
  items: ItemInputValue[]
  findings: FindingInputValue[]
  signedOn: string | null
  refused: boolean
  orderedOn: string | null
  dueOn: string | null
  /** Terms of single findings by their number, counted from 1. */
  terms: { no: number; dueOn: string }[]
  reinspectedOn: string | null
}

/** Adds up the acts of an inspection; null before it was opened. */
export function readInspection(acts: readonly ToldAct[]): Inspection | null {
  let told: Inspection | null = null
  for (const one of acts) {
    if (one.act === 'plan') told = opened(one)
    else if (told) told = Object.assign({}, told, changeOf(one, told))
  }
  return told
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const opened = ({ on, input }: ToldAct): Inspection => ({
  reason: input.reason as InspectionReason,
  planId: text(input.planId),
  month: text(input.month),
  why: text(input.why),
  beyond: text(input.beyond),
  method: input.method as InspectionMethod,
  content: String(input.content),
  templateCode: text(input.templateCode),
  experts: text(input.experts),
  team: [],
  openedOn: on,
  plannedOn: null,
  notifiedOn: null,
  arrivedAt: null,
  leftAt: null,
  recordedAt: null,
  visitedOn: null,
  site: null,
  summary: null,
  contact: null,
  clean: null,
  measures: null,
  items: [],
  findings: [],
  signedOn: null,
  refused: false,
  orderedOn: null,
  dueOn: null,
  terms: [],
  reinspectedOn: null,
})

function changeOf({ act, at, on, input }: ToldAct, told: Inspection): Partial<Inspection> {
  switch (act) {
    case 'dispatch':
      return { team: input.team as TeamMemberInput[], plannedOn: String(input.dueOn) }
    case 'decide-recusal':
      return { team: replaced(told.team, input) }
    case 'notify':
      return { notifiedOn: String(input.on) }
    case 'arrive':
      return arrivedOf(at, on, input)
    case 'record':
      return {
        recordedAt: told.leftAt ?? at,
        templateCode: text(input.templateCode) ?? told.templateCode,
        site: text(input.site),
        summary: text(input.summary),
        contact: text(input.contact),
        clean: input.clean === true,
        measures: text(input.measures),
        items: input.items as ItemInputValue[],
        findings: (input.findings ?? []) as FindingInputValue[],
      }
    case 'sign':
      return { signedOn: on, refused: (input.signatures as SignaturesValue).party.kind === 'refused' }
    case 'order':
      return { orderedOn: on, dueOn: String(input.dueOn), terms: (input.terms ?? []) as Inspection['terms'] }
    case 'retry':
      return { dueOn: String(input.dueOn) }
    case 'reinspect':
      return { reinspectedOn: on }
    default:
      return {}
  }
}

/** When they were there: as the act says, or as it was where it is written down afterwards (补录). */
function arrivedOf(at: string, on: string, { laterFrom, laterTo }: Record<string, unknown>): Partial<Inspection> {
  if (typeof laterFrom !== 'string' || typeof laterTo !== 'string') return { arrivedAt: at, visitedOn: on }
  return { arrivedAt: instantOf(laterFrom), leftAt: instantOf(laterTo), visitedOn: laterFrom.slice(0, 10) }
}

/** A minute by China's clock as an instant. */
const instantOf = (minute: string): string => new Date(`${minute.replace(' ', 'T')}:00+08:00`).toISOString()

/** The team after a recusal was decided: the replacement stands where the other one stood. */
function replaced(team: readonly TeamMemberInput[], { agrees, personId, replacement }: Record<string, unknown>) {
  const [other] = (replacement ?? []) as TeamMemberInput[]
  if (!agrees || !other) return [...team]
  return team.map((one) => (one.personId === personId ? other : one))
}
