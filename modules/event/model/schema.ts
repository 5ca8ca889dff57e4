import { z } from 'zod'
import { idInput, keysOf } from '#kernel/cases/model/inputs.ts'
import { eventCategories, eventGroups, eventLevels, eventPriorities, findEventItem } from './catalogue.ts'
import { specialMatters } from './codes.ts'

const CATEGORY_CODES = eventCategories.map(({ code }) => code) as [string, ...string[]]

/** What a list of events may be narrowed by, beside what all kinds of cases have. */
export const EventFilter = z.object({
  group: z.enum(keysOf(eventGroups), '没有这个大类').optional(),
  category: z.enum(CATEGORY_CODES, '没有这个事项类别').optional(),
  itemCode: z
    .string()
    .refine((code) => findEventItem(code), '事项目录里没有这一项')
    .optional(),
  level: z.enum(keysOf(eventLevels), '没有这个层级').optional(),
  priority: z.enum(keysOf(eventPriorities), '没有这个紧急程度').optional(),
  special: z
    .enum(['true', 'false', ...keysOf(specialMatters)], '没有这种特殊事项')
    .optional()
    .meta({ description: 'true 只看特殊事项；也可以写一种' }),
  counted: z
    .enum(['true', 'false'], '只能是 true 或 false')
    .optional()
    .meta({ description: '不含已撤回和已并案的，和统计数对得上' }),
  result: z
    .enum(['in_time', 'late', 'overdue'], '只能是 in_time、late 或 overdue')
    .optional()
    .meta({ description: '按期结案；逾期结案；已过期限还没有结案' }),
  foundFrom: z.iso.date('日期应如 2026-11-21').optional(),
  foundTo: z.iso.date('日期应如 2026-11-21').optional(),
})

export type EventFilterInput = z.output<typeof EventFilter>

/** What a line of the list says of an event. */
export const EventFacts = z
  .object({
    itemCode: z.string(),
    itemName: z.string(),
    group: z.enum(keysOf(eventGroups)),
    level: z.enum(keysOf(eventLevels)),
    priority: z.enum(keysOf(eventPriorities)),
    special: z.enum(keysOf(specialMatters)).nullable(),
    place: z.string(),
    foundOn: z.string(),
    dueOn: z.string().meta({ description: '办结期限，未经核实的目录默认值或登记时所选' }),
    reply: z.string().nullable(),
    hazardId: z.uuid().nullable(),
    mergedInto: z.uuid().nullable(),
    doubles: z.number().meta({ description: '并入这件的事件数' }),
  })
  .meta({ id: 'EventFacts' })

/** An item of the catalogue as it is answered. */
export const EventItemView = z
  .object({
    code: z.string(),
    name: z.string(),
    category: z.string(),
    categoryName: z.string(),
    group: z.enum(keysOf(eventGroups)),
    groupName: z.string(),
    level: z.enum(keysOf(eventLevels)),
    priority: z.enum(keysOf(eventPriorities)),
    layer: z.string(),
    limitHours: z.number(),
    unverified: z.array(z.string()).meta({ description: '没有出处、由平台暂定的字段（未经核实）' }),
  })
  .meta({ id: 'EventItem' })

/** Where a double is looked for: an object, or else a grid. */
export const DoubleQuery = z.object({
  itemCode: z.string().refine((code) => findEventItem(code), '事项目录里没有这一项'),
  objectId: idInput('监管对象编号不正确').optional(),
  gridCode: z
    .string()
    .regex(/^\d{4}(\d{2}(\d{3}){0,3})?$/, '网格编码不正确')
    .optional(),
})
