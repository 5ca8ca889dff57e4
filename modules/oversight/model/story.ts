import type { PointResult } from './check-sheet.ts'
import type { FindingState, Template } from './codes.ts'

/** One act as far as the substance of an inspection depends on it. */
export interface ToldAct {
  act: string
  /** Day of the act by China's clock. */
  on: string
  input: Record<string, unknown>
}

/** One finding, numbered as it was recorded. */
export interface Finding {
  no: number
  itemCode: string
  text: string
  foundOn: string
  dueOn: string
  state: FindingState
  reply: string | null
  repliedOn: string | null
  passedOn: string | null
}

/** An inspection as its acts say. */
export interface Inspection {
  subject: string
  template: Template
  scope: string
  inspectors: string
  plannedOn: string
  visitedOn: string | null
  points: readonly PointResult[]
  findings: readonly Finding[]
  closedOn: string | null
}

/** An inspection and its findings out of the acts of the case; null before it was notified. */
export function readInspection(acts: readonly ToldAct[]): Inspection | null {
  return acts.reduce<Inspection | null>((told, act) => (told ? continued(told, act) : opened(act)), null)
}

function opened({ input }: ToldAct): Inspection {
  return {
    subject: String(input.subject),
    template: input.template as Template,
    scope: String(input.scope),
    inspectors: String(input.inspectors),
    plannedOn: String(input.dueOn),
    visitedOn: null,
    points: [],
    findings: [],
    closedOn: null,
  }
}

function continued(told: Inspection, { act, on, input }: ToldAct): Inspection {
  const findings = (change: (one: Finding) => Finding) => ({ ...told, findings: told.findings.map(change) })
  if (act === 'record') return recorded(told, on, input)
  if (act === 'reply') {
    const replies = new Map((input.replies as { no: number; text: string }[]).map(({ no, text }) => [no, text]))
    return findings((one) => {
      const reply = replies.get(one.no)
      return reply === undefined ? one : { ...one, state: 'replied', reply, repliedOn: on }
    })
  }
  if (act === 'review') {
    const failed = new Set(input.passed ? [] : (input.failed as number[]))
    const judged = findings((one) => {
      if (one.state !== 'replied') return one
      if (failed.has(one.no)) return { ...one, state: 'open', dueOn: String(input.dueOn) }
      return { ...one, state: 'passed', passedOn: on }
    })
    return input.passed ? { ...judged, closedOn: on } : judged
  }
  // An extension granted from above lengthens what is still to be put right.
  if (act === 'extend') return findings((one) => (one.state === 'open' ? { ...one, dueOn: String(input.until) } : one))
  return told
}

function recorded(told: Inspection, on: string, input: Record<string, unknown>): Inspection {
  const points = input.points as PointResult[]
  const visitedOn = String(input.visitedOn)
  const found = points.filter(({ result }) => result === 'not_ok')
  return {
    ...told,
    visitedOn,
    points,
    closedOn: input.clean ? on : null,
    findings: found.map(({ code, text }, at) => ({
      no: at + 1,
      itemCode: code,
      text,
      foundOn: visitedOn,
      dueOn: String(input.dueOn),
      state: 'open',
      reply: null,
      repliedOn: null,
      passedOn: null,
    })),
  }
}
