import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { type FieldGrade, fieldGrades } from './model/grade.ts'
import type { Offline } from './offline.ts'
import type { FieldRecordRow } from './store.ts'
import type { SyncContext } from './witness.ts'

const GRADES = Object.keys(fieldGrades) as [FieldGrade, ...FieldGrade[]]

/** A record as pages and sheets show it. */
export const FieldRecordView = z
  .object({
    id: z.uuid(),
    aboutPath: z.string().meta({ description: '交到哪个接口' }),
    aboutId: z.uuid().nullable(),
    aboutSeq: z.number().nullable().meta({ description: '办件的第几步' }),
    aboutTitle: z.string().meta({ description: '办的是什么' }),
    objectName: z.string().nullable(),
    personName: z.string(),
    deviceId: z.uuid(),
    gridCode: z.string(),
    gridName: z.string(),
    wallAt: z.iso.datetime().meta({ description: '设备时钟' }),
    doneAt: z.iso.datetime().meta({ description: '按平台校时换算的时间' }),
    receivedAt: z.iso.datetime(),
    distanceM: z.number().nullable(),
    grade: z.enum(GRADES),
    gradeTitle: z.string(),
    reasons: z.array(z.string()),
    hash: z.string(),
  })
  .meta({ id: 'FieldRecord' })

/** Records as pages and sheets show them. */
export type RecordViews = (
  tx: Tx,
  actor: Actor,
  rows: readonly FieldRecordRow[],
) => Promise<z.input<typeof FieldRecordView>[]>

/** Names what records are about, for pages and sheets. */
export const viewsWith =
  (context: SyncContext, offline: Offline): RecordViews =>
  async (tx, actor, rows) => {
    const grids = rows.map(({ gridCode }) => gridCode)
    const names = await context.gridNames(tx, grids)
    const objectIds = [...new Set(rows.flatMap(({ objectId }) => objectId ?? []))]
    const objects = await context.objectNames(tx, actor.scope, objectIds)
    return rows.map(({ id, aboutPath, aboutId, aboutSeq, personName, deviceId, gridCode, distanceM, ...row }) => ({
      ...{ id, aboutPath, aboutId, aboutSeq, personName, deviceId, gridCode, distanceM },
      ...{ grade: row.grade, reasons: row.reasons, hash: row.hash },
      aboutTitle: offline.titleOf(aboutPath),
      objectName: objects.get(row.objectId ?? '') ?? null,
      gridName: names.get(gridCode) ?? gridCode,
      gradeTitle: fieldGrades[row.grade],
      wallAt: row.wallAt.toISOString(),
      doneAt: row.doneAt.toISOString(),
      receivedAt: row.receivedAt.toISOString(),
    }))
  }
