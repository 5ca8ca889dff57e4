import { z } from 'zod'
import { listCases } from '#kernel/cases/list-store.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { digitsBelow } from '#standards/code/grid-code.ts'
import {
  type EventCategory,
  type EventItem,
  eventGroups,
  eventLevels,
  eventPriorities,
  findEventCategory,
  searchItems,
} from '../model/catalogue.ts'
import { DoubleQuery, EventFilter, EventItemView } from '../model/schema.ts'
import { eventCase } from '../model/states.ts'
import { doubleOf, eventKind } from './kind.ts'
import * as store from './store.ts'

const tag = '事件'
const FEW = 5
/** Fields of the catalogue that no source gives. */
const UNVERIFIED = ['priority', 'limitHours', 'layer']

/** What events have beside the routes every kind of case has: the catalogue, doubles, and their figures. */
export const eventRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/event-items',
    summary: '事项目录：5 个大类、29 个类别、149 项，可按词或编码找',
    tag,
    permission: 'event.read',
    query: z.object({
      q: z.string().trim().max(50, '最多 50 字').default(''),
      category: EventFilter.shape.category,
      group: EventFilter.shape.group,
    }),
    answer: z.object({ items: z.array(EventItemView), nextCursor: z.null(), total: z.number() }),
    act: async ({ query }) => {
      const items = searchItems(query.q)
        .map(viewItem)
        .filter((item) => !query.category || item.category === query.category)
        .filter((item) => !query.group || item.group === query.group)
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/event-doubles',
    summary: '登记前看：同一对象或地点、同一事项、7 天内登记且没有结案的事件',
    tag,
    permission: 'event.register',
    query: DoubleQuery,
    answer: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          number: z.string().nullable(),
          title: z.string(),
          stateTitle: z.string(),
          place: z.string(),
          openedAt: z.iso.datetime(),
          link: z.string(),
        }),
      ),
      nextCursor: z.null(),
      total: z.number(),
    }),
    act: async ({ tx, actor, query }) => {
      const { objectId = null, gridCode = null, itemCode } = query
      if (!objectId && !gridCode) throw new Problem(common.invalid, '请给出监管对象或网格。')
      const more = store.doubleMatches(doubleOf({ objectId, gridCode }, itemCode, today()))
      const page = { sort: 'opened' as const, after: null, limit: FEW }
      const rows = await listCases(tx, actor.scope, { type: eventKind.type.name, more }, page)
      const places = new Map(
        (
          await store.listEvents(
            tx,
            rows.map(({ id }) => id),
          )
        ).map(({ id, place }) => [id, place]),
      )
      const items = rows.map(({ id, number, title, state, openedAt }) => ({
        id,
        number,
        title,
        stateTitle: eventCase.states[state as keyof typeof eventCase.states].title,
        place: places.get(id) ?? '',
        openedAt: openedAt.toISOString(),
        link: eventKind.link(id),
      }))
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/event-figures',
    summary: '事件的发现、结案、按期、逾期数量，按大类、类别、层级、紧急程度、月份或网格',
    tag,
    permission: 'event.read',
    query: EventFilter.extend({
      by: z.enum(['group', 'category', 'level', 'priority', 'month', 'grid'], '没有这种分法'),
      grid: z
        .string()
        .regex(/^\d{4,15}$/, '网格编码不正确')
        .optional(),
    }),
    answer: z.object({
      items: z.array(
        z.object({
          key: z.string(),
          title: z.string(),
          found: z.number().meta({ description: '登记，不含撤回和并案' }),
          closed: z.number().meta({ description: '已结案' }),
          inTime: z.number().meta({ description: '按期结案' }),
          late: z.number().meta({ description: '逾期结案' }),
          overdue: z.number().meta({ description: '已过办结期限还没有结案' }),
        }),
      ),
      nextCursor: z.null(),
      total: z.number(),
      asOf: z.iso.datetime(),
    }),
    act: async ({ tx, actor, query: { by, ...filter } }) => {
      const digits = digitsBelow(filter.grid ?? actor.gridCode)
      const rows = await store.countEvents(tx, actor.scope, filter, by, digits)
      const names =
        by === 'grid'
          ? await gridNames(
              tx,
              rows.map(({ key }) => key),
            )
          : new Map<string, string>()
      const items = rows.map((row) => ({ ...row, title: titleOf(by, row.key, names) }))
      return { items, nextCursor: null, total: items.length, asOf: new Date().toISOString() }
    },
  }),
]

/** An item of the catalogue with the names of what it belongs to. */
function viewItem(item: EventItem) {
  const category = findEventCategory(item.category) as EventCategory
  return {
    ...item,
    categoryName: category.name,
    group: category.group,
    groupName: eventGroups[category.group],
    unverified: [...UNVERIFIED],
  }
}

function titleOf(by: store.EventDimension, key: string, grids: ReadonlyMap<string, string>): string {
  if (by === 'grid') return grids.get(key) ?? key
  if (by === 'group') return eventGroups[key as keyof typeof eventGroups] ?? key
  if (by === 'category') return findEventCategory(key)?.name ?? key
  if (by === 'level') return eventLevels[key as keyof typeof eventLevels] ?? key
  return by === 'priority' ? (eventPriorities[key as keyof typeof eventPriorities] ?? key) : key
}
