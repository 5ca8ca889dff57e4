import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { taskProblems } from '../model/problems.ts'
import type { PartRow } from './store/part.ts'
import * as store from './store/template.ts'

/** What a draft asks for, out of a task. */
const wordsOf = (task: PartRow) => ({
  name: task.title,
  kind: task.kind,
  feedback: task.feedback,
  rule: task.rule,
  goal: task.goal,
  requirements: task.requirements,
  measures: task.measures,
  standard: task.standard,
  template: task.template,
})

/** Keeps the words of a task under a name of the actor's office. @throws templateTwice */
export async function saveTemplate(tx: Tx, actor: Actor, name: string, task: PartRow): Promise<store.TemplateRow> {
  const row = { id: newId(), gridCode: actor.gridCode, name, words: wordsOf(task), savedBy: actingName(actor) }
  if (!(await store.insertTemplate(tx, row))) throw nameTaken(name)
  return getTemplate(tx, actor, row.id)
}

/** A template of the actor's office or of an office above. @throws notFound */
export async function getTemplate(tx: Tx, actor: Actor, id: string): Promise<store.TemplateRow> {
  return (await store.findTemplate(tx, actor.gridCode, id)) ?? missing()
}

/** Renames a template of the actor's office. @throws notFound, templateOfAbove, templateTwice */
export async function renameTemplate(tx: Tx, actor: Actor, id: string, name: string): Promise<store.TemplateRow> {
  const row = await ownTemplate(tx, actor, id)
  if (!(await store.updateName(tx, row, name))) throw nameTaken(name)
  return row
}

/** Takes a template out of use; what was drafted with it stays. @throws notFound, templateOfAbove */
export async function retireTemplate(tx: Tx, actor: Actor, id: string): Promise<store.TemplateRow> {
  const row = await ownTemplate(tx, actor, id)
  await store.retire(tx, id)
  return row
}

async function ownTemplate(tx: Tx, actor: Actor, id: string): Promise<store.TemplateRow> {
  const row = await store.findTemplate(tx, actor.gridCode, id)
  if (!row) return missing()
  if (row.gridCode !== actor.gridCode)
    throw new Problem(taskProblems.templateOfAbove, '这是上级单位的模板，只能用，不能改名或停用。')
  return (await store.findTemplateForUpdate(tx, actor.gridCode, id)) ?? missing()
}

function missing(): never {
  throw new Problem(common.notFound, '没有这个任务模板，或它已经停用。')
}

function nameTaken(name: string): Problem {
  const message = `本单位已有叫「${name}」的模板，请换一个名字`
  return new Problem(taskProblems.templateTwice, `${message}。`, { errors: [{ pointer: '/name', message }] })
}
