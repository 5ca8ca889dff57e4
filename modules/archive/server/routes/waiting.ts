import { z } from 'zod'
import type { CaseWorld } from '#kernel/cases/desk.ts'
import { localDay } from '#kernel/cases/model/clock.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { dateOfDay, dayNumber } from '#standards/calendar/local-date.ts'
import { WaitingFilter, WaitingLine } from '../../model/schema.ts'
import { ruleWords } from '../../model/term.ts'
import { archiveSettings } from '../settings.ts'
import { listArchiveSources } from '../source.ts'
import { type Branch, countWaiting, listWaiting } from '../store/waiting.ts'

/** Every kind in every state in which its cases wait. */
export const branchesOf = (kind: string | undefined, days: number): Branch[] =>
  listArchiveSources()
    .filter((source) => !kind || source.kind.type.name === kind)
    .flatMap(({ kind: { type }, states, keeps, due }) =>
      states.map((state) => ({ type: type.name, state, keeps, due, days })),
    )

const LAST_DAY = 80_000

/** Where a page goes on: the day it is due as a number of days, the closing, the id. @throws invalid */
function placeOf(cursor: string | undefined): [string, string, string] | null {
  const read = readCursor<[number, string, string]>(cursor, ['number', 'instant', 'uuid'])
  return read && [dateOfDay(Math.min(Math.max(Math.trunc(read[0]), 0), LAST_DAY)), read[1], read[2]]
}

/** Closed cases that wait for their volume (待归档). */
export const waitingRoute = (world: CaseWorld): AnyRoute =>
  route({
    method: 'GET',
    path: '/api/v1/archive-waiting',
    summary: '待归档：已经办结、还没有归档的办件，期限近的在前',
    tag: '档案',
    permission: 'archive.read',
    query: WaitingFilter,
    answer: z.object({
      items: z.array(WaitingLine),
      nextCursor: z.string().nullable(),
      total: z.number(),
      totalIsBound: z.boolean(),
      late: z.number().meta({ description: '其中逾期的，不受 late 筛选影响' }),
      kinds: z.array(
        z.object({
          kind: z.string(),
          title: z.string(),
          which: z.string().meta({ description: '哪些单独立卷' }),
          due: z.string().meta({ description: '什么时候前归档，未经核实' }),
        }),
      ),
    }),
    act: async ({ tx, actor, query, settings }) => {
      const days = settings.get(archiveSettings.fileWithinDays)
      const { q, kind, late, grid, cursor, limit } = query
      const base = { branches: branchesOf(kind, days), q, grid }
      const wish = { ...base, late: late && late === 'true' }
      const after = placeOf(cursor)
      const rows = await listWaiting(tx, actor.scope, wish, { after, limit })
      const last = rows.length === limit ? rows.at(-1) : undefined
      const grids = await world.gridNames(tx, [...new Set(rows.map(({ gridCode }) => gridCode))])
      const objects = await world.objectNames(tx, actor.scope, [
        ...new Set(rows.flatMap(({ objectId }) => objectId ?? [])),
      ])
      const kinds = new Map(listArchiveSources().map((source) => [source.kind.type.name, source]))
      const counted = await countWaiting(tx, actor.scope, wish)
      const allLate = late === 'true' ? counted : await countWaiting(tx, actor.scope, { ...base, late: true })
      return {
        items: rows.map((row) => {
          const source = kinds.get(row.type)
          const closedOn = localDay(row.closedAt.getTime())
          const lateDays = Math.max(0, dayNumber(today()) - dayNumber(row.dueOn))
          return {
            caseId: row.id,
            kind: row.type,
            kindTitle: source?.kind.type.title ?? row.type,
            number: row.number,
            title: row.title,
            stateTitle: source?.kind.type.states[row.state]?.title ?? row.state,
            gridCode: row.gridCode,
            gridName: grids.get(row.gridCode) ?? row.gridCode,
            objectName: row.objectId ? (objects.get(row.objectId) ?? null) : null,
            closedOn,
            fileBy: row.dueOn,
            late: lateDays > 0,
            lateDays,
            link: source?.kind.link(row.id) ?? '',
            volumeId: row.volumeId,
          }
        }),
        nextCursor: last ? writeCursor([dayNumber(last.dueOn), last.place, last.id]) : null,
        ...counted,
        late: allLate.total,
        kinds: listArchiveSources().map(({ kind: of, which, due }) => {
          const { name, title } = of.type
          return { kind: name, title, which, due: ruleWords(due, days) }
        }),
      }
    },
  })
