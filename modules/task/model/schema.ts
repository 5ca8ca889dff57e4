import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { feedbackRhythms, taskKinds } from './codes.ts'
import { feedbackStates } from './feedback.ts'

export const TaskFilter = z.object({
  kind: z.enum(keysOf(taskKinds), '没有这个任务种类').optional(),
  root: z
    .enum(['true', 'false'], '只能是 true 或 false')
    .optional()
    .meta({ description: '只看发起的任务，不看下达的' }),
  parentId: z.uuid('上级任务编号不正确').optional(),
  feedback: z
    .enum(['due', 'late'], '只能是 due 或 late')
    .optional()
    .meta({ description: '该反馈了，或反馈逾期；按反馈频次' }),
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

const Day = z.iso.date().nullable()

/** How the feedback of a part stands; null where none is asked. */
export const FeedbackView = z
  .object({
    state: z.enum(keysOf(feedbackStates)).nullable().meta({ description: '为空表示现在不用反馈：待验收或已办结' }),
    lastAt: z.iso.datetime().nullable().meta({ description: '最近一次反馈或上报' }),
    dueOn: Day.meta({ description: '下次反馈的最后一天；逾期的为最早一期' }),
    missed: z.number().meta({ description: '过去几期没有反馈' }),
    guessed: z.boolean().meta({ description: '该年放假安排还没有公布，按周一至周五算' }),
  })
  .meta({ id: 'TaskFeedback' })

/** Days of a task; null where it has not come to that. */
const Days = {
  handedOn: Day.meta({ description: '下达（发布）的日子' }),
  firstDueOn: Day.meta({ description: '最初的期限' }),
  dueOn: Day.meta({ description: '现在的期限' }),
  submittedOn: Day.meta({ description: '最近一次报上级验收的日子' }),
  endedOn: Day,
}

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
    rule: z
      .record(z.string(), z.union([z.string(), z.array(z.string())]))
      .meta({ description: '对象范围，同发起时所填；排定名单的另有企业编号' }),
    progress: Progress,
    ...Days,
    next: FeedbackView.nullable(),
  })
  .meta({ id: 'TaskFacts' })

/** A part of a task as a line of its tree. */
export const PartView = z
  .object({
    id: z.uuid(),
    parentId: z.uuid().nullable(),
    title: z.string(),
    kind: z.string(),
    kindName: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    state: z.string(),
    stateTitle: z.string(),
    late: z.boolean().meta({ description: '过了期限还没有报验收或办结' }),
    targets: z.number(),
    done: z.number(),
    problems: z.number(),
    ...Days,
    next: FeedbackView.nullable(),
  })
  .meta({ id: 'TaskPart' })

/** A grid right below a task, before the task is handed to it. */
export const ReadinessView = z
  .object({
    gridCode: z.string(),
    gridName: z.string(),
    targets: z.number().meta({ description: '任务的对象有几家在这个网格' }),
    ready: z.boolean(),
    missing: z.array(z.string()).meta({ description: '缺什么' }),
  })
  .meta({ id: 'TaskGridReadiness' })

/** One line of progress: a grid right below a task. */
export const GridProgressView = z
  .object({
    gridCode: z.string(),
    gridName: z.string(),
    targets: z.number(),
    done: z.number(),
    problems: z.number(),
    taskId: z.uuid().nullable().meta({ description: '下达到这个网格的任务；为空表示还没有下达' }),
    state: z.string().nullable(),
    children: z.number().meta({ description: '再下达到几个网格' }),
    late: z.boolean(),
    dueOn: Day,
    next: FeedbackView.nullable(),
  })
  .meta({ id: 'TaskGridProgress' })

const Points = z.number().nullable().meta({ description: '考核得分；为空是未评分，不是 0 分' })

const Round = z.object({
  passed: z.boolean(),
  sampled: z.number(),
  points: Points,
  text: z.string(),
  submittedOn: z.iso.date(),
  acceptedOn: z.iso.date(),
  acceptedBy: z.string(),
  lateDays: z.number().meta({ description: '报验收时超过期限几天；按期为 0' }),
})

export const AssessedView = z
  .object({
    id: z.uuid(),
    parentId: z.uuid().nullable(),
    gridCode: z.string(),
    gridName: z.string(),
    level: z.enum(['county', 'town', 'village', 'cell']),
    state: z.string(),
    stateTitle: z.string(),
    targets: z.number(),
    problems: z.number(),
    points: Points,
    returned: z.number(),
    sampled: z.number(),
    lateDays: z.number().nullable().meta({ description: '报验收晚了几天；没有报过的看今天' }),
    rounds: z.array(Round),
  })
  .meta({ id: 'TaskAssessed' })

/** Points of a level: grids, those rated, and the average of these. */
export const LevelAverage = z.object({
  level: z.enum(['county', 'town', 'village', 'cell']),
  grids: z.number(),
  rated: z.number(),
  average: Points,
})

export const AssessmentYear = z
  .object({
    tasks: z.array(z.object({ id: z.uuid(), title: z.string(), handedOn: z.iso.date() })),
    omitted: z.number().meta({ description: '一年超过 60 项任务时，没有列出的更早的项数' }),
    items: z.array(
      z.object({
        gridCode: z.string(),
        gridName: z.string(),
        parts: z.number(),
        rated: z.number(),
        sum: Points,
        average: Points,
        returned: z.number(),
        late: z.number(),
        cells: z.array(
          z.object({ parentId: z.uuid(), taskId: z.uuid(), points: Points, stateTitle: z.string(), late: z.boolean() }),
        ),
      }),
    ),
    nextCursor: z.null(),
    total: z.number(),
  })
  .meta({ id: 'TaskAssessmentYear' })

/** Name of a template; the width of letters and digits, and blanks, do not tell two apart. */
const TemplateName = z
  .string()
  .transform((text) =>
    text
      .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (wide) => wide.normalize('NFKC'))
      .replace(/\s+/g, ' ')
      .trim(),
  )
  .pipe(z.string().min(2, '模板名称至少两个字').max(40, '最多 40 字'))

export const SaveTemplate = z.strictObject({ name: TemplateName, taskId: z.uuid('任务编号不正确') })
export const RenameTemplate = z.strictObject({ name: TemplateName })

/** Words of a task kept under a name. */
export const TemplateView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    mine: z.boolean().meta({ description: '本单位的模板，可以改名和停用' }),
    savedAt: z.iso.datetime(),
    savedBy: z.string(),
    version: z.number(),
    words: z.record(z.string(), z.unknown()).meta({ description: '起草任务时要填的内容' }),
  })
  .meta({ id: 'TaskTemplate' })

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
