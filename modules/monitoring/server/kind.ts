import type { z } from 'zod'
import type { CaseDone, CaseKind, CaseWish } from '#kernel/cases/holder.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { actOnCase, openCase } from '#kernel/cases/service.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { Problem } from '#kernel/http/problem.ts'
import { finishMessages } from '#kernel/messages/service.ts'
import { officeSeatAt } from '#modules/grid/server/duty/service.ts'
import { hazardKind } from '#modules/hazard/server/kind.ts'
import { alarmKinds, alarmLevels, type Cause, causes } from '../model/codes.ts'
import { monitoringProblems } from '../model/problems.ts'
import { AlarmFacts, AlarmFilter, type AlarmFilterInput } from '../model/schema.ts'
import { alarmCase } from '../model/states.ts'
import * as store from './store/alarm.ts'

type Facts = z.output<typeof AlarmFacts>

/** Alarms are watched by the county's duty room: no town keeps one at night. */
export const COUNTY = 6
/** Kinds of the messages that an alarm was raised, and that nobody acknowledged it. */
export const RAISED = 'alarm.raised'
export const UNSEEN = 'alarm.unseen'

/** Alarms as a kind of case. They are opened by the watcher alone. */
export const alarmKind: CaseKind = {
  type: alarmCase as unknown as CaseType,
  answering: (tx, { gridCode, on }) => officeSeatAt(tx, gridCode.slice(0, COUNTY), on),
  titleOf: ({ what }) => String(what),
  link: (id) => `/alarms/${id}`,
  guard,
  after,
  told: async (tx, id) => {
    const [facts] = await store.listFacts(tx, [id])
    return facts ? `${alarmLevels[facts.level]}报警` : ''
  },
  list: {
    filter: AlarmFilter,
    facts: AlarmFacts,
    matching: (filter) => store.alarmMatches(filter as AlarmFilterInput),
    factsOf: async (tx, ids) => new Map((await store.listFacts(tx, ids)).map((row) => [row.id, factsOf(row)])),
    sheet: [
      { head: '等级', width: 8, cell: ({ level }: Facts) => alarmLevels[level as keyof typeof alarmLevels] },
      { head: '报警', width: 14, cell: ({ kind }: Facts) => alarmKinds[kind] },
      { head: '测点', width: 24, cell: ({ pointName }: Facts) => pointName },
      { head: '数值', width: 10, cell: ({ value }: Facts) => value },
      { head: '限值', width: 10, cell: ({ limit }: Facts) => limit },
      { head: '单位', width: 8, cell: ({ unit }: Facts) => unit },
      { head: '开始', width: 20, cell: ({ beganAt }: Facts) => beganAt },
      { head: '恢复', width: 20, cell: ({ clearedAt }: Facts) => clearedAt },
      { head: '原因', width: 12, cell: ({ cause }: Facts) => (cause ? causes[cause] : null) },
    ],
  },
}

const factsOf = ({ id: _id, beganAt, noticedAt, clearedAt, acknowledgedAt, ...row }: store.AlarmFactRow): Facts => ({
  ...row,
  beganAt: beganAt.toISOString(),
  noticedAt: noticedAt.toISOString(),
  clearedAt: clearedAt?.toISOString() ?? null,
  acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
})

/** @throws standing: what is not over is not closed */
async function guard(tx: Tx, { case: about, act }: CaseWish): Promise<void> {
  if (act !== 'review') return
  const [facts] = await store.listFacts(tx, [about.id])
  if (facts && facts.clearedAt === null)
    throw new Problem(monitoringProblems.standing, '数值还没有恢复正常，不能办结；等它恢复，或退回重新处置。')
}

async function after(tx: Tx, done: CaseDone): Promise<void> {
  const { act, case: about, state } = done
  await store.updateAlarm(tx, about.id, { state, ...changeOf(act) })
  if (act.act === 'acknowledge') for (const kind of [RAISED, UNSEEN]) await finishMessages(tx, kind, about.id)
  if (act.act === 'make-hazard') await makeHazard(tx, done)
}

function changeOf({ act, at, input }: CaseDone['act']): store.AlarmChange {
  if (act === 'acknowledge') return { acknowledgedAt: at }
  return act === 'handle' ? { handledAt: at, cause: input.cause as Cause } : {}
}

/** Opens a hazard of what an alarm showed, with the evidence of this act, and links both. */
async function makeHazard(tx: Tx, { actor, act, case: about }: CaseDone): Promise<void> {
  const input = { what: act.input.what, where: act.input.where, source: 'monitoring_alarm' }
  const hazard = {
    ...{ id: newId(), act: 'register', title: hazardKind.titleOf(input) },
    ...{ gridCode: about.gridCode, objectId: about.objectId, input },
    attachments: act.attachments.map(({ fileId }) => fileId),
  }
  const now = new Date(act.at)
  await openCase(tx, actor, hazardKind, hazard, now)
  await actOnCase(
    tx,
    actor,
    alarmKind,
    about.id,
    'relate',
    { input: { caseId: hazard.id, text: '由报警转为隐患' } },
    null,
    now,
  )
  await store.updateAlarm(tx, about.id, { hazardId: hazard.id })
}
