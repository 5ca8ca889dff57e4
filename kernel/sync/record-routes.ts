import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { LEVELS, topOf } from '#kernel/scope/scope.ts'
import { SheetFormat, sendSheet } from '#kernel/sheet/send.ts'
import { beginExport, exportColumns, exportRows } from './export.ts'
import { countGrades, countRecords, type GradeCount, listOccurring, listRecords } from './list-store.ts'
import { type FieldGrade, fieldGrades } from './model/grade.ts'
import type { Offline } from './offline.ts'
import { FieldRecordView, viewsWith } from './record-view.ts'
import type { SyncContext } from './witness.ts'

const tag = '现场实录'
const permission = 'field.read'
const GRADES = Object.keys(fieldGrades) as [FieldGrade, ...FieldGrade[]]
const Grid = z.string().regex(/^\d{4,15}$/, '网格编码不正确')
const Day = z.iso.date('日期应如 2026-11-21')

const Narrowed = z.object({
  grid: Grid.optional(),
  kind: z.string().max(300).optional().meta({ description: '办的是什么，如 /api/v1/patrols' }),
  personId: z.uuid('人员编号不正确').optional(),
  deviceId: z.uuid('设备编号不正确').optional(),
  from: Day.optional().meta({ description: '从这一天起送到的' }),
  to: Day.optional().meta({ description: '到这一天为止送到的' }),
})
const Filter = Narrowed.extend({
  aboutId: z.uuid('编号不正确').optional(),
  grade: z.enum(GRADES, '没有这一档').optional(),
})

const Counts = { onSite: z.number(), delayed: z.number(), backFilled: z.number(), total: z.number() }
const GradeFigure = z
  .object({ gridCode: z.string(), gridName: z.string(), ...Counts })
  .meta({ id: 'FieldRecordFigure' })
const MonthFigure = z.object({ month: z.string(), ...Counts }).meta({ id: 'FieldRecordMonth' })
const Choices = z.array(z.object({ value: z.string(), name: z.string(), n: z.number() }))

/** How near to the event records were made: the records, what they come to, and taking them out. */
export function recordRoutes(context: SyncContext, offline: Offline): AnyRoute[] {
  const views = viewsWith(context, offline)
  return [
    route({
      method: 'GET',
      path: '/api/v1/field-records',
      summary: '现场实录：记录是现场、滞后还是补录，为什么',
      tag,
      permission,
      query: Filter.extend({
        cursor: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answer: z.object({ items: z.array(FieldRecordView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, query: { cursor, limit, ...filter } }) => {
        const at = readCursor<[string, string]>(cursor, ['instant', 'uuid'])
        const rows = await listRecords(tx, actor.scope, filter, { after: at && { at: at[0], id: at[1] }, limit })
        const last = rows.length === limit ? rows.at(-1) : undefined
        return {
          items: await views(tx, actor, rows),
          nextCursor: last ? writeCursor([last.receivedKey, last.id]) : null,
          total: await countRecords(tx, actor.scope, filter),
        }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/field-records/choices',
      summary: '现场实录里有哪些事、哪些人、哪些设备，供筛选',
      tag,
      permission,
      query: Narrowed.pick({ grid: true, from: true, to: true }),
      answer: z.object({ kinds: Choices, people: Choices, devices: Choices }),
      act: async ({ tx, actor, query }) => {
        const { kinds, people, devices } = await listOccurring(tx, actor.scope, query)
        const titled = kinds.map(({ name: path, ...one }) => ({ ...one, name: offline.titleOf(path) }))
        return { kinds: titled, people, devices }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/field-records/export',
      summary: '导出符合筛选的现场实录，留审计记录',
      tag,
      permission: 'field.export',
      audit: 'field.exported',
      query: Filter.extend({ format: SheetFormat }),
      answer: z.any(),
      raw: true,
      perMinute: 20,
      act: async ({ db, actor, query: { format, ...filter }, reply, meta }) => {
        const count = await beginExport(db, actor, filter, { format, meta })
        const rows = exportRows(db, actor, filter, views)
        return sendSheet(reply, { name: `现场实录-${today()}-${count}条`, format, columns: [...exportColumns], rows })
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/field-records/figures',
      summary: '现场记录占比，按下级网格和按月；不给日期的是今年',
      tag,
      permission,
      query: Narrowed,
      answer: z.object({
        items: z.array(GradeFigure),
        months: z.array(MonthFigure),
        total: GradeFigure,
        from: z.string(),
        to: z.string(),
        asOf: z.iso.datetime(),
      }),
      act: async ({ tx, actor, query }) => {
        const grid = query.grid ?? topOf(actor.scope) ?? actor.gridCode
        const digits = LEVELS.find((level) => level > grid.length) ?? grid.length
        const span = { from: query.from ?? `${today().slice(0, 4)}-01-01`, to: query.to ?? today() }
        const filter = { ...query, grid, ...span }
        const byGrid = await countGrades(tx, actor.scope, filter, { digits })
        const byMonth = await countGrades(tx, actor.scope, filter, 'month')
        const names = await context.gridNames(tx, [...byGrid.map(({ key }) => key), grid])
        const named = (gridCode: string) => ({ gridCode, gridName: names.get(gridCode) ?? gridCode })
        return {
          items: sharesBy(byGrid).map(({ key, ...shares }) => ({ ...named(key), ...shares })),
          months: sharesBy(byMonth).map(({ key, ...shares }) => ({ month: key, ...shares })),
          total: { ...named(grid), ...sharesOf(byGrid) },
          ...span,
          asOf: new Date().toISOString(),
        }
      },
    }),
  ]
}

/** Counts of each key together, in the order they come. */
const sharesBy = (counts: readonly GradeCount[]) =>
  [...new Set(counts.map(({ key }) => key))].map((key) => ({
    key,
    ...sharesOf(counts.filter((one) => one.key === key)),
  }))

function sharesOf(counts: readonly Pick<GradeCount, 'grade' | 'n'>[]) {
  const of = (wanted: FieldGrade) => counts.reduce((sum, { grade, n }) => (grade === wanted ? sum + n : sum), 0)
  const [onSite, delayed, backFilled] = [of('on-site'), of('delayed'), of('back-filled')]
  return { onSite, delayed, backFilled, total: onSite + delayed + backFilled }
}
