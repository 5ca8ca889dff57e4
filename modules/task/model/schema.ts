import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { feedbackRhythms, taskKinds } from './codes.ts'

export const TaskFilter = z.object({
  kind: z.enum(keysOf(taskKinds), '没有这个任务种类').optional(),
  root: z
    .enum(['true', 'false'], '只能是 true 或 false')
    .optional()
    .meta({ description: '只看发起的任务，不看下达的' }),
  parentId: z.uuid('上级任务编号不正确').optional(),
})

export type TaskFilterInput = z.output<typeof TaskFilter>

/** Progress of a task over its targets, its own grid and everything below. */
const Progress = z.object({
  targets: z.number(),
  done: z.number(),
  problems: z.number(),
  children: z.number(),
  childrenEnded: z.number(),
})

export const TaskFacts = z
  .object({
    rootId: z.uuid(),
    parentId: z.uuid().nullable(),
    kind: z.string(),
    kindName: z.string(),
    feedback: z.enum(keysOf(feedbackRhythms)),
    version: z.number().meta({ description: '任务内容的版本，每次修改加一' }),
    goal: z.string(),
    requirements: z.string(),
    measures: z.string(),
    standard: z.string(),
    template: z.string().nullable().meta({ description: '检查模板的编码' }),
    templateName: z.string().nullable(),
    rule: z.record(z.string(), z.string()).meta({ description: '对象范围，同发起时所填' }),
    progress: Progress,
  })
  .meta({ id: 'TaskFacts' })

export const TargetView = z
  .object({
    objectId: z.uuid(),
    name: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    result: z.enum(['done', 'problem', 'not_applicable']).nullable(),
    text: z.string(),
    doneAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'TaskTarget' })
