import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Level } from '../../model/codes.ts'
import type { Method } from '../../model/methods.ts'
import type { RiskPointChange } from '../../model/schema.ts'

/** How whoever did something signs. */
export interface Signature {
  name: string
  seat: string
  body: string
}

/** A grading as it is kept. */
export interface Graded {
  method: Method
  values: Record<string, number>
  score: number
  scored: Level
  level: Level
  directReason: string | null
  bandSet: string
  gradedOn: string
  reviewDueOn: string
}

/** A point and a shape on the map; none is null. */
type Described = Omit<RiskPointChange, 'lng' | 'lat' | 'shape'> & {
  lng: number | null
  lat: number | null
  shape: unknown
}

export interface RiskPointRow extends Described, Graded {
  id: string
  objectId: string
  gridCode: string
  reassessSince: string | null
  reassessReason: string | null
  opinionOpen: boolean
  version: number
  withdrawnAt: Date | null
  withdrawnReason: string | null
}

export type NewPoint = Described & Graded & { id: string; objectId: string; gridCode: string; gradedAt: Date }

const columns =
  sql.raw(`p.id, p.object_id, p.grid_code, p.name, p.unit, p.activity, p.factor, p.accident_type, p.lng, p.lat,
  p.shape, p.controller, p.controller_phone, p.method, p.factor_values as values, p.score, p.scored, p.level, p.direct_reason,
  p.band_set, p.graded_on, p.review_due_on, p.reassess_since, p.reassess_reason, p.opinion_open, p.version, p.withdrawn_at,
  p.withdrawn_reason`)

/** Adds risk points in one statement. @returns how many; one whose id is taken is left out */
export async function insertPoints(tx: Tx, rows: readonly NewPoint[]): Promise<number> {
  const done = await sql`
    insert into risk_point (id, object_id, grid_code, name, unit, activity, factor, accident_type, lng, lat, shape, controller,
      controller_phone, method, factor_values, score, scored, level, direct_reason, band_set, graded_on, graded_at, review_due_on,
      created_at)
    select x.id, x."objectId", x."gridCode", x.name, x.unit, x.activity, x.factor, x."accidentType", x.lng, x.lat, x.shape,
      x.controller, x."controllerPhone", x.method, x."values", x.score, x.scored, x.level, x."directReason", x."bandSet",
      x."gradedOn", x."gradedAt", x."reviewDueOn", x."gradedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "objectId" uuid, "gridCode" text, name text, unit text,
      activity text, factor text, "accidentType" text, lng float8, lat float8, shape jsonb, controller text,
      "controllerPhone" text, method text, "values" jsonb, score numeric, scored int, level int, "directReason" text,
      "bandSet" text, "gradedOn" date, "gradedAt" timestamptz, "reviewDueOn" date)
    on conflict (id) do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

export interface NewAssessment extends Omit<Graded, 'gradedOn' | 'reviewDueOn'> {
  id: string
  riskPointId: string
  objectId: string
  gridCode: string
  on: string
  why: string
  by: Signature
}

export async function insertAssessments(tx: Tx, rows: readonly NewAssessment[]): Promise<void> {
  await sql`
    insert into risk_assessment (id, risk_point_id, object_id, grid_code, on_day, method, factor_values, score, scored, level,
      direct_reason, band_set, why, by_who)
    select x.id, x."riskPointId", x."objectId", x."gridCode", x."on", x.method, x."values", x.score, x.scored, x.level,
      x."directReason", x."bandSet", x.why, x."by"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "riskPointId" uuid, "objectId" uuid, "gridCode" text,
      "on" date, method text, "values" jsonb, score numeric, scored int, level int, "directReason" text, "bandSet" text,
      why text, "by" jsonb)`.execute(tx)
}

export async function findPoint(tx: Tx, scope: Scope, id: string): Promise<RiskPointRow | undefined> {
  const found = await sql<RiskPointRow>`
    select ${columns} from risk_point p where p.id = ${id} and ${inScope(scope, 'p', 'object_id')}`.execute(tx)
  return found.rows[0]
}

export async function findPointForUpdate(tx: Tx, scope: Scope, id: string): Promise<RiskPointRow | undefined> {
  const found = await sql<RiskPointRow>`
    select ${columns} from risk_point p where p.id = ${id} and ${inScope(scope, 'p', 'object_id')} for update`.execute(
    tx,
  )
  return found.rows[0]
}

export async function updatePoint(tx: Tx, id: string, change: Described): Promise<void> {
  await sql`
    update risk_point set name = ${change.name}, unit = ${change.unit}, activity = ${change.activity}, factor = ${change.factor},
      accident_type = ${change.accidentType}, controller = ${change.controller}, controller_phone = ${change.controllerPhone},
      lng = ${change.lng}, lat = ${change.lat}, shape = ${change.shape ? JSON.stringify(change.shape) : null}::jsonb,
      version = version + 1
    where id = ${id}`.execute(tx)
}

/** Lays a new grading on a point; what asked for one is answered by it. */
export async function updateGrade(tx: Tx, id: string, grade: Graded): Promise<void> {
  await sql`
    update risk_point set method = ${grade.method}, factor_values = ${JSON.stringify(grade.values)}::jsonb, score = ${grade.score},
      scored = ${grade.scored}, level = ${grade.level}, direct_reason = ${grade.directReason}, band_set = ${grade.bandSet},
      graded_on = ${grade.gradedOn}, graded_at = now(), review_due_on = ${grade.reviewDueOn}, reassess_since = null,
      reassess_reason = null, version = version + 1
    where id = ${id}`.execute(tx)
}

export async function updateWithdrawn(tx: Tx, id: string, reason: string): Promise<void> {
  await sql`
    update risk_point set withdrawn_at = now(), withdrawn_reason = ${reason}, version = version + 1 where id = ${id}`.execute(
    tx,
  )
}

export interface AssessmentRow extends NewAssessment {
  on: string
}

/** Gradings of a point, the latest first. */
export async function listAssessments(tx: Tx, scope: Scope, riskPointId: string): Promise<AssessmentRow[]> {
  const found = await sql<AssessmentRow>`
    select a.id, a.on_day as on, a.method, a.factor_values as values, a.score, a.scored, a.level, a.direct_reason, a.band_set,
      a.why, a.by_who as by
    from risk_assessment a where a.risk_point_id = ${riskPointId} and ${inScope(scope, 'a', 'object_id')}
    order by a.made_at desc, a.id desc limit 100`.execute(tx)
  return found.rows
}

const TABLES = [
  'risk_point',
  'risk_assessment',
  'risk_control',
  'risk_control_check',
  'risk_opinion',
  'risk_failure',
] as const

/** Lays everything of an enterprise into the grid it lies in now. */
export async function moveToGrid(tx: Tx, objectId: string, gridCode: string): Promise<void> {
  for (const table of TABLES)
    await sql`update ${sql.table(table)} set grid_code = ${gridCode} where object_id = ${objectId}`.execute(tx)
}

/** Gives everything of an enterprise to the one it was merged into. */
export async function giveTo(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  for (const table of TABLES)
    await sql`
      update ${sql.table(table)} set object_id = ${into.id}, grid_code = ${into.gridCode} where object_id = ${fromId}`.execute(
      tx,
    )
}
