import type { CaseDone, CaseKind, CaseWish } from '#kernel/cases/holder.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { endByPlatform } from '#kernel/cases/sealing.ts'
import { openCase } from '#kernel/cases/service.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem, type ProblemKind } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { actingName } from '#kernel/identity/model/actor.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { followObjects } from '#kernel/scope/object-moves.ts'
import { findTemplate, isUsable, templateNames } from '#modules/check-item/server/library.ts'
import { officeSeatAt } from '#modules/grid/server/duty/service.ts'
import { gridNames, listChildCodes } from '#modules/grid/server/store.ts'
import { feedbackRhythms, type TargetResult, taskKinds } from '../model/codes.ts'
import { taskProblems } from '../model/problems.ts'
import { TaskFacts, TaskFilter, type TaskFilterInput } from '../model/schema.ts'
import { isEnded } from '../model/standing.ts'
import { taskCase } from '../model/states.ts'
import { chooseTargets } from './choosing.ts'
import { feedbackOf, keepPace } from './feedback.ts'
import { insertAcceptance } from './store/part.ts'
import * as store from './store/task.ts'

/** Tasks as a kind of case: what the engine must know, and what this module keeps of each act. */
export const taskKind: CaseKind = {
  type: taskCase as unknown as CaseType,
  answering: (tx, { gridCode, on }) => officeSeatAt(tx, gridCode, on),
  titleOf: ({ name }) => String(name),
  link: (id) => `/tasks/${id}`,
  told: whereAndWhen,
  guard,
  after,
  list: {
    filter: TaskFilter,
    facts: TaskFacts,
    matching: (filter) => store.taskMatches(filter as TaskFilterInput, today()),
    factsOf: async (tx, ids) => {
      const progress = await store.progressOf(tx, ids)
      const on = today()
      const rows = await store.listTasks(tx, ids)
      // What was written before templates were chosen from the library stays as it was written.
      const names = await templateNames(
        tx,
        rows.flatMap(({ template }) => template ?? []),
        on,
      )
      const nameOf = ({ template }: store.TaskRow) => template && (names.get(template) ?? template)
      return new Map(rows.map((row) => [row.id, factsOf(row, nameOf(row), progress.get(row.id), on)]))
    },
    sheet: [
      { head: '种类', width: 10, cell: ({ kindName }: Facts) => kindName },
      { head: '反馈', width: 10, cell: ({ feedback }: Facts) => feedbackRhythms[feedback] },
      { head: '下达日期', width: 12, cell: ({ handedOn }: Facts) => handedOn },
      { head: '对象', width: 8, cell: ({ progress }: Facts) => progress.targets },
      { head: '已办', width: 8, cell: ({ progress }: Facts) => progress.done },
      { head: '发现问题', width: 10, cell: ({ progress }: Facts) => progress.problems },
      { head: '没有按时反馈的期数', width: 18, cell: ({ next }: Facts) => next?.missed ?? null },
    ],
  },
}

type Facts = ReturnType<typeof factsOf>

const NOTHING: store.Progress = { targets: 0, done: 0, problems: 0, children: 0, childrenEnded: 0 }

function factsOf(row: store.TaskRow, templateName: string | null, progress = NOTHING, on: string) {
  const { rootId, parentId, kind, feedback, version, goal, requirements, measures, standard, template, rule } = row
  const { handedOn, firstDueOn, dueOn, submittedOn, endedOn } = row
  return {
    ...{ rootId, parentId, kind, feedback, version, goal, requirements, measures, standard, template, rule },
    ...{ handedOn, firstDueOn, dueOn, submittedOn, endedOn },
    kindName: taskKinds[kind as keyof typeof taskKinds] ?? kind,
    templateName,
    progress,
    next: parentId ? feedbackOf(row, on) : null,
  }
}

/** Which grid a task lies with and its last day: parts of one task go by the same name. */
async function whereAndWhen(tx: Tx, id: string): Promise<string> {
  const [task] = await store.listTasks(tx, [id])
  if (!task) return ''
  return [await nameOf(tx, task.gridCode), task.dueOn && `期限 ${task.dueOn}`].filter(Boolean).join('，')
}

/** @throws notBelow, handedAlready, childrenOpen, targetsOpen: what the acts of the case alone do not tell; invalid for a template the library does not have */
async function guard(tx: Tx, { case: about, act, input }: CaseWish): Promise<void> {
  if ((act === 'draft' || act === 'revise') && input.template) await refuseTemplate(tx, about, String(input.template))
  if (act === 'accept') await refuseSampled(tx, about.id, Number(input.sampled))
  if (act === 'publish' || act === 'split') await refuseGrids(tx, about, input.grids as string[])
  if (act === 'split') await refuseLonger(tx, about.id, '/input/dueOn', String(input.dueOn))
  if (act === 'extend') await refuseBeyondParent(tx, about.id, String(input.until))
  if (act !== 'submit' && act !== 'close') return
  const open = await store.listOpenChildren(tx, about.id)
  if (open.length > 0)
    throw new Problem(
      taskProblems.childrenOpen,
      `下级还有 ${open.length} 项没有办结，办结或免办之后才能${act === 'close' ? '办结' : '上报'}。`,
      {
        taskIds: open.slice(0, 200).map(({ id }) => id),
      },
    )
  const choosing = await store.findChoosing(tx, about.id)
  if (choosing)
    throw new Problem(
      taskProblems.targetsOpen,
      `对象还在确定（${choosing.chosen} / ${choosing.total}），等名单定完再${act === 'close' ? '办结' : '上报'}。`,
    )
  const progress = (await store.progressOf(tx, [about.id])).get(about.id) ?? NOTHING
  const left = progress.targets - progress.done
  if (left > 0) throw new Problem(taskProblems.targetsOpen, `还有 ${left} 个对象没有登记完成情况。`)
}

async function refuseTemplate(tx: Tx, { gridCode }: CaseWish['case'], code: string): Promise<void> {
  const template = await findTemplate(tx, code, today())
  if (template && isUsable(template, gridCode)) return
  const message =
    template?.standing === 'closed' ? `这个模板已于 ${template.to} 停用，请另选一个` : '检查库里没有这个模板，请重新选'
  throw new Problem(common.invalid, `${message}。`, { errors: [{ pointer: '/input/template', message }] })
}

/** Who hands on a part cannot give more time than he has. */
async function refuseLonger(tx: Tx, id: string, pointer: string, dueOn: string): Promise<void> {
  const own = await store.findDueOn(tx, id)
  if (!own || dueOn <= own) return
  const message = `下级的期限不能晚于上级任务的期限 ${own}`
  throw new Problem(common.invalid, `${message}。`, { errors: [{ pointer, message }] })
}

/** A part is not given more time than the whole has. */
async function refuseBeyondParent(tx: Tx, id: string, until: string): Promise<void> {
  const [task] = await store.listTasks(tx, [id])
  if (task?.parentId) await refuseLonger(tx, task.parentId, '/input/until', until)
}

/** Nobody looks at more objects than there are. */
async function refuseSampled(tx: Tx, id: string, sampled: number): Promise<void> {
  const { targets } = (await store.progressOf(tx, [id])).get(id) ?? NOTHING
  if (sampled <= targets) return
  const message = `这里只有 ${targets} 个对象，抽查数不能更多`
  throw new Problem(common.invalid, `${message}。`, { errors: [{ pointer: '/input/sampled', message }] })
}

/** A task goes to the next level below, to each grid once. */
async function refuseGrids(tx: Tx, { id, gridCode }: CaseWish['case'], grids: readonly string[]): Promise<void> {
  const below = new Set(await listChildCodes(tx, gridCode))
  const strays = grids.filter((code) => !below.has(code))
  if (strays.length > 0)
    throw await wrongGrids(tx, taskProblems.notBelow, strays, `不是${await nameOf(tx, gridCode)}的下一级网格`)
  const handed = new Set(await store.listHandedGrids(tx, id))
  const twice = grids.filter((code) => handed.has(code))
  if (twice.length > 0) throw await wrongGrids(tx, taskProblems.handedAlready, twice, '已经下达过，不用再下达')
}

const nameOf = async (tx: Tx, code: string) => (await gridNames(tx, [code])).get(code) ?? code

/** Grids a task cannot go to, by name, at the field they were chosen in. */
async function wrongGrids(tx: Tx, kind: ProblemKind, codes: readonly string[], why: string): Promise<Problem> {
  const names = await gridNames(tx, codes)
  const shown = codes.slice(0, 3).map((code) => names.get(code) ?? code)
  const message = `${shown.join('、')}${codes.length > shown.length ? ` 等 ${codes.length} 个网格` : ''}${why}`
  return new Problem(kind, `${message}。`, { errors: [{ pointer: '/input/grids', message }] })
}

async function after(tx: Tx, done: CaseDone): Promise<void> {
  const { act, case: about } = done
  if (act.act === 'draft') return enterRoot(tx, done)
  if (act.act === 'hand') await enterChild(tx, done)
  const before = act.act === 'accept' ? (await store.listTasks(tx, [about.id]))[0] : undefined
  await store.updateStanding(tx, about.id, standingAfter(done))
  await keepPace(tx, done)
  if (before) await noteAcceptance(tx, done, before)
  if (act.act === 'publish' || (act.act === 'split' && done.state === 'leading')) await chooseTargets(tx, done)
  if (act.act === 'publish' || act.act === 'split') await handDown(tx, done)
  if (act.act === 'revise') await tellOfRevision(tx, done)
  if (act.act === 'report') await reportTargets(tx, done)
  if (act.act === 'cancel' || act.act === 'exempt') await endBelow(tx, done)
}

/** The days an act gives a task: its own clock runs only while it is led or carried out. */
function standingAfter({ act, state, dueOn }: CaseDone): store.Standing {
  const on = today(new Date(act.at))
  const goesOn = state === 'leading' || state === 'running'
  return {
    state,
    handedOn: act.act === 'hand' || act.act === 'publish' ? on : undefined,
    dueOn: goesOn && dueOn ? dueOn : undefined,
    submittedOn: act.act === 'submit' ? on : undefined,
    endedOn: isEnded(state) ? on : undefined,
  }
}

/** Keeps a round of accepting with the term it was measured by. */
async function noteAcceptance(tx: Tx, { actor, case: about, act }: CaseDone, before: store.TaskRow): Promise<void> {
  const { passed, sampled, points, text } = act.input as {
    passed: boolean
    sampled: number
    points?: number
    text: string
  }
  const on = today(new Date(act.at))
  await insertAcceptance(tx, {
    taskId: about.id,
    seq: act.seq,
    gridCode: about.gridCode,
    ...{ passed, sampled, points: points ?? null, text },
    dueOn: before.dueOn ?? on,
    submittedOn: before.submittedOn ?? on,
    acceptedOn: on,
    acceptedBy: actingName(actor),
  })
}

async function enterRoot(tx: Tx, { case: { id, gridCode }, act: { input }, state }: CaseDone): Promise<void> {
  const { kind, feedback, goal, requirements, measures, standard, template, rule } = input as unknown as store.NewTask
  const substance = { goal, requirements, measures, standard, template: template ?? null }
  await store.insertTask(tx, { id, rootId: id, parentId: null, gridCode, kind, feedback, ...substance, rule, state })
}

/** A child carries what its root asks. */
async function enterChild(tx: Tx, { actor, case: { id, gridCode }, act: { input }, state }: CaseDone): Promise<void> {
  const parent = await store.findTask(tx, actor.scope, String(input.parentId))
  if (!parent || !gridCode.startsWith(parent.gridCode) || !['leading', 'running'].includes(parent.state))
    throw new Problem(taskProblems.notBelow, '没有这项上级任务，或它不在执行中。')
  await store.insertTask(tx, { ...parent, id, parentId: parent.id, gridCode, state })
}

async function handDown(tx: Tx, { actor, case: about, act: { input, at } }: CaseDone): Promise<void> {
  const parent = await store.findTask(tx, actor.scope, about.id)
  const name = about.title
  for (const gridCode of input.grids as string[]) {
    const words = { parentId: parent?.id, name, dueOn: input.dueOn, ...(input.text ? { text: input.text } : {}) }
    const child = { id: newId(), act: 'hand', title: name, gridCode, objectId: null, input: words }
    await openCase(tx, actor, taskKind, child, new Date(at))
  }
}

async function tellOfRevision(tx: Tx, { actor, case: about, act: { input } }: CaseDone): Promise<void> {
  const { goal, requirements, measures, standard, template, why } = input as unknown as store.TaskRow & { why: string }
  const task = await store.findTask(tx, actor.scope, about.id)
  if (!task) return
  const substance = { goal, requirements, measures, standard, template: template ?? null }
  for (const seatId of await store.updateSubstance(tx, task.rootId, substance))
    await sendMessage(tx, {
      to: { seatId },
      kind: 'task.revised',
      ref: about.id,
      title: `任务「${about.title}」有修改，请看新的要求`,
      text: why,
      link: taskKind.link(about.id),
    })
}

/** @throws notATarget naming how many of the objects the task is not about, here */
async function reportTargets(tx: Tx, { actor, case: about, act: { input, at } }: CaseDone): Promise<void> {
  const task = await store.findTask(tx, actor.scope, about.id)
  const objectIds = [...new Set(input.objectIds as string[])]
  const report = { result: input.result as TargetResult, text: String(input.text ?? ''), at, personId: actor.personId }
  const noted = task ? await store.updateTargets(tx, task, objectIds, report) : []
  if (noted.length === objectIds.length) return
  throw new Problem(
    taskProblems.notATarget,
    `有 ${objectIds.length - noted.length} 个对象不在这项任务里，或已经下达给下级、由下级登记，没有登记。`,
  )
}

/** What is not to be done any more is not to be done below either. */
async function endBelow(tx: Tx, { actor, case: about, act: { act, input, at } }: CaseDone): Promise<void> {
  for (const { id } of await store.listOpenChildren(tx, about.id)) {
    const why = { text: `上级任务已${act === 'cancel' ? '取消' : '免办'}：${input.text}` }
    await endByPlatform(tx, actor, taskKind, id, 'exempt', why, new Date(at))
  }
}

/** Targets go along with the enterprise they are about. */
export const followWithTargets = (): void =>
  followObjects('task-targets', { moved: store.moveTargets, merged: store.giveTargets })
