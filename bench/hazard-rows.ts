import type pg from 'pg'
import type { Database } from '#kernel/db/db.ts'
import { seatPerson } from './ground.ts'

const CHUNK = 200_000

/** Officers of two hundred villages and towns, who hold the open hazards. */
export async function seatHolders(db: Database, owner: pg.Client): Promise<{ seatId: string; gridCode: string }[]> {
  const grids = await owner.query(
    `select code from grid_node where level = 'town' and code like '3705%' order by code limit 40`,
  )
  const seats = []
  for (const [at, { code }] of grids.rows.entries())
    seats.push({
      seatId: await seatPerson(db, { login: `town${at}`, role: 'town_officer', gridCode: code }),
      gridCode: code,
    })
  return seats
}

/** One hazard in twenty is open, one open one in five late: as after some years. */
export async function fillHazards(
  owner: pg.Client,
  from: number,
  to: number,
  towns: readonly { seatId: string; gridCode: string }[],
): Promise<void> {
  for (let at = from; at < to; at += CHUNK) {
    await owner.query(
      `with h as (
         select n, uuidv7((n % 900) * interval '-1 day') as id, t.seat, t.grid, n / $5::int % 20 = 0 as open, n / $5::int % 100 = 0 as late,
           now() - (n % 900) * interval '1 day' as opened
         from generate_series($1::int, $2::int) n
           join unnest($3::uuid[], $4::text[]) with ordinality t(seat, grid, ord) on t.ord = 1 + n % $5::int),
       cases as (
         insert into case_record (id, type, number, title, grid_code, state, state_since, holder_seat_id, opened_seat_id, opened_at,
                                  closed_at, acts, head_hash, clock, overdue_at, stage)
         select id, 'hazard', 'YH-B-' || n, '隐患 ' || n, grid, case when open then 'rectifying' else 'closed' end, opened,
           case when open then seat end, seat, opened, case when open then null else opened + interval '9 day' end, 3, '',
           case when open then '{"title":"整改期限","dueOn":"2026-12-01","startedAt":"2026-11-01T00:00:00Z","overdueAt":"2026-12-01T16:00:00Z","amberAt":"2026-11-10T00:00:00Z","redAt":"2026-11-28T00:00:00Z","basis":"","provisional":false,"stoppedSince":null}'::jsonb end,
           case when open then now() + (n % 60 - 10) * interval '1 day' end,
           case when late then 'overdue' when open then 'running' end
         from h returning id)
       insert into hazard (id, grid_code, what, place, source, self_found, rank, category, found_on, due_on, state, criterion)
       select h.id, grid, '隐患 ' || n, '车间', (array['self_check', 'daily_patrol', 'government_inspection'])[1 + n % 3], true,
         case when n % 50 = 0 then 'major' else 'ordinary' end, 'S0' || (1 + n % 9), opened::date,
         case when late then current_date - 3 else opened::date + 15 end, case when open then 'rectifying' else 'closed' end,
         case when n % 50 = 0 then 'H12' end
       from h join cases using (id)`,
      [
        at,
        Math.min(at + CHUNK, to) - 1,
        towns.map(({ seatId }) => seatId),
        towns.map(({ gridCode }) => gridCode),
        towns.length,
      ],
    )
  }
}

/** The lines `hazard_fact` says of the same hazards, without the hazards; the indexes of the ledger are made afterwards, as one does with so many. */
export async function insertLines(
  owner: pg.Client,
  from: number,
  to: number,
  towns: readonly { gridCode: string }[],
): Promise<void> {
  const indexes = await owner.query(
    `select indexname as name, indexdef as made from pg_indexes where tablename = 'indicator_line' and indexname <> 'indicator_line_pkey'`,
  )
  for (const { name } of indexes.rows) await owner.query(`drop index ${name}`)
  for (let at = from; at < to; at += CHUNK)
    await owner.query(
      `insert into indicator_line (source, measure, row_id, grid_code, dims, eff_on, rec_on, amount)
       select 'hazard', f.measure, h.id, h.grid, array['', 'S0' || (1 + n % 9),
         (array['self_check', 'daily_patrol', 'government_inspection'])[1 + n % 3], case when n % 50 = 0 then 'major' else 'ordinary' end],
         f.day, greatest(f.day, h.opened), 1
       from (
         select n, uuidv7((n % 900) * interval '-1 day') as id, t.grid, current_date - n % 900 as opened,
           case when n / $4::int % 100 = 0 then current_date - 3 else current_date - n % 900 + 15 end as due
         from generate_series($1::int, $2::int) n join unnest($3::text[]) with ordinality t(grid, ord) on t.ord = 1 + n % $4::int) h
       cross join lateral (values ('found_self', opened), ('due', due + 1), ('major', case when n % 50 = 0 then opened end)) f(measure, day)
       where f.day is not null`,
      [at, Math.min(at + CHUNK, to) - 1, towns.map(({ gridCode }) => gridCode), towns.length],
    )
  for (const { made } of indexes.rows) await owner.query(made)
}
