import { type RawBuilder, sql } from 'kysely'
import type { Database, Tx } from '#kernel/db/db.ts'
import { LEVELS } from '#kernel/scope/scope.ts'
import type { TallyPlace, TallyRow, TallySpec } from './spec.ts'

/** The dimension that has one key: everything. */
const ALL = ''
const PAGE = 50_000

const cells = ({ name }: TallySpec) => sql.table(`${name}_tally`)
const changes = ({ name }: TallySpec) => sql.table(`${name}_tally_change`)
const sums = ({ measures }: TallySpec, alias: string) =>
  sql.join(measures.map((measure) => sql`sum(${sql.ref(`${alias}.${measure}`)})::bigint as ${sql.ref(measure)}`))

/**
 * Folds what changed into the cells, some thousands at a time, each page in a transaction of its own: whoever dies has folded it or
 * has not. Any number of workers may.
 * @returns how many changes
 */
export async function foldTally(db: Database, spec: TallySpec): Promise<number> {
  let folded = 0
  for (;;) {
    const page = await db.system((tx) => foldPage(tx, spec))
    folded += page
    if (page < PAGE) return folded
  }
}

async function foldPage(tx: Tx, spec: TallySpec): Promise<number> {
  const keys = sql.join([
    sql`(${ALL}, ${ALL})`,
    ...spec.dimensions.map((dimension) => sql`(${dimension}, coalesce(${sql.ref(`g.${dimension}`)}::text, ''))`),
  ])
  const adding = spec.measures.map(
    (measure) => sql`${sql.ref(measure)} = ${cells(spec)}.${sql.ref(measure)} + excluded.${sql.ref(measure)}`,
  )
  const gone = await sql<{ n: number }>`
    with gone as (
      delete from ${changes(spec)} where id in (
        select id from ${changes(spec)} order by id limit ${PAGE} for update skip locked)
      returning *),
    folded as (
      insert into ${cells(spec)} (part, grid_code, dimension, key, ${sql.join(spec.measures.map((one) => sql.ref(one)))})
      select g.part, left(g.grid_code, l.digits), k.dimension, k.key, ${sums(spec, 'g')}
      from gone g cross join unnest(${LEVELS}::int[]) l(digits) cross join lateral (values ${keys}) k(dimension, key)
      where length(g.grid_code) >= l.digits
      group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (part, grid_code, dimension, key) do update set ${sql.join(adding)})
    select count(*)::int as n from gone`.execute(tx)
  return gone.rows[0]?.n ?? 0
}

/** Sums by one dimension within the grid `top`; keys that add up to nothing are left out. */
export async function readTally(
  tx: Tx,
  spec: TallySpec,
  { part, scope }: TallyPlace,
  top: string,
  dimension: string,
): Promise<TallyRow[]> {
  if (!spec.dimensions.includes(dimension)) throw new Error(`${spec.name} is not tallied by ${dimension}`)
  return summed(
    tx,
    spec,
    sql`select key, ${cellSums(spec)} from ${cells(spec)}
        where part = ${part} and grid_code = ${top} and dimension = ${dimension}
        union all
        select coalesce(${sql.ref(dimension)}::text, ''), ${cellSums(spec)} from ${changes(spec)}
        where part = ${part} and grid_code >= ${scope.gridFrom} and grid_code < ${scope.gridTo}`,
  )
}

/** Sums by the grids one level below `top`; what lies in `top` itself stands under its own code. */
export async function readTallyByGrid(
  tx: Tx,
  spec: TallySpec,
  { part, scope }: TallyPlace,
  top: string,
  digits: number,
): Promise<TallyRow[]> {
  const inside = sql`part = ${part} and grid_code >= ${scope.gridFrom} and grid_code < ${scope.gridTo}`
  const minus = sql.join(spec.measures.map((measure) => sql`-${sql.ref(measure)}`))
  return summed(
    tx,
    spec,
    sql`select grid_code as key, ${cellSums(spec)} from ${cells(spec)}
        where ${inside} and dimension = ${ALL} and length(grid_code) in (${top.length}, ${digits}::int)
        union all
        select ${top}, ${minus} from ${cells(spec)}
        where ${inside} and dimension = ${ALL} and length(grid_code) = ${digits}::int and ${digits}::int <> ${top.length}
        union all
        select left(grid_code, ${digits}::int), ${cellSums(spec)} from ${changes(spec)} where ${inside}`,
  )
}

const cellSums = ({ measures }: TallySpec) => sql.join(measures.map((measure) => sql.ref(measure)))

async function summed(tx: Tx, spec: TallySpec, parts: RawBuilder<unknown>): Promise<TallyRow[]> {
  const any = sql.join(
    spec.measures.map((measure) => sql`sum(${sql.ref(`x.${measure}`)}) <> 0`),
    sql` or `,
  )
  const found = await sql<TallyRow>`
    select x.key, ${sums(spec, 'x')} from (${parts}) x group by x.key having ${any} order by x.key`.execute(tx)
  return found.rows
}
