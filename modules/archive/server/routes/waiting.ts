import { z } from 'zod'
import type { CaseWorld } from '#kernel/cases/desk.ts'
import { localDay } from '#kernel/cases/model/clock.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { dayNumber } from '#standards/calendar/local-date.ts'
import { WaitingFilter, WaitingLine } from '../../model/schema.ts'
import { fileBy } from '../../model/term.ts'
import { lateBefore } from '../service/volume.ts'
import { archiveSettings } from '../settings.ts'
import { listArchiveSources } from '../source.ts'
import { type Branch, countWaiting, listWaiting } from '../store/waiting.ts'

const branchesOf = (kind: string | undefined): Branch[] =>
  listArchiveSources()
    .filter((source) => !kind || source.kind.type.name === kind)
    .flatMap((source) => source.states.map((state) => ({ type: source.kind.type.name, state, keeps: source.keeps })))

/** Closed cases that wait for their volume (待归档). */
export const waitingRoute = (world: CaseWorld): AnyRoute =>
  route({
    method: 'GET',
    path: '/api/v1/archive-waiting',
    summary: '待归档：已经办结、还没有归档的办件，结案早的在前',
    tag: '档案',
    permission: 'archive.read',
    query: WaitingFilter,
    answer: z.object({
      items: z.array(WaitingLine),
      nextCursor: z.string().nullable(),
      total: z.number(),
      totalIsBound: z.boolean(),
      late: z.number().meta({ description: '其中逾期的，不受 late 筛选影响' }),
      days: z.number().meta({ description: '结案后多少天内归档' }),
      kinds: z.array(z.object({ kind: z.string(), title: z.string(), which: z.string() })),
    }),
    act: async ({ tx, actor, query, settings }) => {
      const days = settings.get(archiveSettings.fileWithinDays)
      const before = lateBefore(days)
      const { q, kind, late, grid, cursor, limit } = query
      const base = { branches: branchesOf(kind), q, grid }
      const wish = {
        ...base,
        ...(late === 'true' ? { closedBefore: before } : late === 'false' ? { closedFrom: before } : {}),
      }
      const after = readCursor<[string, string]>(cursor, ['instant', 'uuid'])
      const rows = await listWaiting(tx, actor.scope, wish, { after, limit })
      const last = rows.length === limit ? rows.at(-1) : undefined
      const grids = await world.gridNames(tx, [...new Set(rows.map(({ gridCode }) => gridCode))])
      const objects = await world.objectNames(tx, actor.scope, [
        ...new Set(rows.flatMap(({ objectId }) => objectId ?? [])),
      ])
      const kinds = new Map(listArchiveSources().map((source) => [source.kind.type.name, source]))
      const counted = await countWaiting(tx, actor.scope, wish)
      const allLate = late === 'true' ? counted : await countWaiting(tx, actor.scope, { ...base, closedBefore: before })
      return {
        items: rows.map((row) => {
          const source = kinds.get(row.type)
          const closedOn = localDay(row.closedAt.getTime())
          const by = fileBy(closedOn, days)
          const lateDays = Math.max(0, dayNumber(today()) - dayNumber(by))
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
            fileBy: by,
            late: lateDays > 0,
            lateDays,
            link: source?.kind.link(row.id) ?? '',
            volumeId: row.volumeId,
          }
        }),
        nextCursor: last ? writeCursor([last.place, last.id]) : null,
        ...counted,
        late: allLate.total,
        days,
        kinds: [...kinds].map(
          ([
            name,
            {
              kind: { type },
              which,
            },
          ]) => ({ kind: name, title: type.title, which }),
        ),
      }
    },
  })
