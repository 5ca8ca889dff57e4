import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useSendAct } from '#kernel/cases/console/send-act.ts'
import type { FieldFault } from '#kernel/ui/api.ts'
import { RecordPatrol } from '../model/schema.ts'
import type { Patrol, VisitPlan } from './api.ts'
import { bodyOf, useVisitDraft } from './visit-draft.ts'

/** A visit while it is recorded: what was answered, what is wrong, and how it is sent. */
export function useVisit(plan: VisitPlan) {
  const draft = useVisitDraft(plan.objectId)
  const sending = useSendAct()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [checked, setChecked] = useState(false)
  const template = plan.templates.find(({ code }) => code === draft.template) ?? plan.templates[0]
  const checks = template?.items ?? []
  const codes = checks.map(({ code }) => code)
  const answered = codes.filter((code) => draft.answers[code]?.result)
  const bodyNow = () => ({
    ...bodyOf(draft, plan.objectId, codes, new Date().toISOString()),
    template: template?.code,
  })
  // Judged anew with every key once it was sent, so that a complaint goes when it is mended.
  const told = checked ? faultsIn(bodyNow()) : []
  const faults = [...told, ...(sending.problem?.errors ?? [])]
  return {
    draft,
    template,
    checks,
    answered,
    open: codes.filter((code) => !draft.answers[code]?.result),
    place: plan.kind === 'enterprise' ? { objectId: plan.objectId } : { gridCode: plan.gridCode },
    busy: sending.busy,
    problem: sending.problem,
    told,
    reasonFault: faults.find(({ pointer }) => pointer === '/checkIn/reason')?.message,
    /** Faults of one check by field. */
    faultsOf(code: string): Record<string, string> {
      const prefix = `/items/${answered.indexOf(code)}/`
      const own = faults.filter(({ pointer }) => pointer.startsWith(prefix))
      return Object.fromEntries(own.map(({ pointer, message }) => [pointer.slice(prefix.length), message]))
    },
    /** Sends it and goes to the record; stays with the first fault in focus when it is not complete. */
    async submit(): Promise<void> {
      sending.clear()
      setChecked(true)
      const body = bodyNow()
      const [first] = faultsIn(body)
      if (first) return document.getElementById(placeOfFault(first, answered))?.focus()
      const answer = await sending.send<Patrol>('/patrols', body, false)
      if (!answer) return
      draft.clear()
      await client.invalidateQueries()
      void navigate({ to: `/patrols/${answer.id}` })
    },
  }
}

export type Visit = ReturnType<typeof useVisit>

/** Id of the part of the page a fault is about. */
function placeOfFault({ pointer }: FieldFault, answered: readonly string[]): string {
  const at = /^\/items\/(\d+)\//.exec(pointer)?.[1]
  return at === undefined ? 'visit-arrive' : `check-${answered[Number(at)]}`
}

/** What is wrong before it is sent, by the schema the server asks; whoever has not arrived cannot leave. */
function faultsIn(body: ReturnType<typeof bodyOf>): FieldFault[] {
  if (body.startedAt === body.endedAt) return [{ pointer: '/startedAt', message: '先打卡再交；补录的写明到达和离开' }]
  if (body.endedAt < body.startedAt) return [{ pointer: '/endedAt', message: '离开不能早于到达' }]
  if (!body.checkIn.position && body.checkIn.reason.trim().length < 2)
    return [{ pointer: '/checkIn/reason', message: '没有定位，写明原因' }]
  const read = RecordPatrol.safeParse(body)
  if (read.success) return []
  return read.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, message }))
}
