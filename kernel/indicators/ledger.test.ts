import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#kernel/db/id.ts'
import { asOwner, type TestDatabase, testDatabase } from '#kernel/db/test-database.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { ownObject, subtree } from '#kernel/scope/scope.ts'
import { addDays, addMonths, dayNumber, localDateOf } from '#standards/calendar/local-date.ts'
import { type FigureQuery, monthsOfFigure, partsOf, sharedOf, wholeOf } from './figures.ts'
import { freshen } from './fresh.ts'
import { enterSource, recountSource } from './ledger.ts'
import { type FactSource, type Indicator, IndicatorTable } from './model/indicator.ts'
import { firstOfMonth } from './model/period.ts'
import { listFigureRows } from './rows.ts'

const GRIDS = ['370523106201', '370523106202', '370523107201', '370522105101', '370523', '3705']
const ASKED = ['3705', '370523', '370523106', '370523106201']
const TODAY = localDateOf(new Date())
const source: FactSource = {
  name: 'lamp',
  title: '盏路灯',
  permission: 'lamp.read',
  dimensions: [
    { name: 'kind', title: '种类' },
    { name: 'use', title: '用途', several: true },
  ],
  pairs: [['kind', 'use']],
}
const base = { unit: '盏', source, partitions: ['grid', 'kind', 'use'], owner: '路灯所', from: '2020-01-01' }
const broken: Indicator = {
  ...base,
  code: 'lamp.broken',
  name: '坏灯',
  definition: '',
  figure: { kind: 'flow', of: ['broken'] },
}
const dark: Indicator = {
  ...base,
  code: 'lamp.dark',
  name: '没修好的灯',
  definition: '',
  figure: { kind: 'stock', of: ['broken'], less: ['mended'] },
}
const mended: Indicator = {
  ...base,
  code: 'lamp.mended',
  name: '修好的灯',
  definition: '',
  figure: { kind: 'flow', of: ['mended'] },
}
const rate: Indicator = {
  ...base,
  code: 'lamp.rate',
  name: '修复率',
  definition: '',
  figure: { kind: 'ratio', over: 'lamp.mended', under: 'lamp.broken', times: 100 },
  partitions: [],
  digits: 1,
}
/** The same, as if each lamp were a person. */
const people: Indicator = { ...broken, code: 'lamp.people', name: '坏灯的人', personal: true }
const table = new IndicatorTable([broken, dark, mended, rate, people])
const city = subtree('3705')
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  await asOwner(
    database.ownerUrl,
    `create table lamp (id uuid primary key, grid_code text collate "C" not null, kind text not null, uses text not null,
       broken_on date not null, noted_on date not null, mended_on date, gone boolean not null default false);
     create view lamp_fact with (security_invoker = true) as
       select l.id as row_id, f.measure, l.grid_code, array[l.kind, l.uses] as dims, f.day as eff_on, greatest(f.day, l.noted_on) as rec_on, 1 as amount
       from lamp l cross join lateral (values ('broken', l.broken_on), ('mended', l.mended_on)) f(measure, day)
       where f.day is not null and not l.gone;
     create trigger lamp_insert after insert on lamp referencing new table as fresh for each statement execute function indicator_touch('lamp', 'id');
     create trigger lamp_update after update on lamp referencing new table as fresh for each statement execute function indicator_touch('lamp', 'id');`,
  )
})
afterAll(() => database.drop())
beforeEach(() =>
  asOwner(
    database.ownerUrl,
    'truncate lamp, indicator_line, indicator_cell, indicator_mark; delete from indicator_source',
  ),
)

interface Lamp {
  id: string
  gridCode: string
  kind: string
  uses: string
  brokenOn: string
  notedOn: string
  mendedOn: string | null
  gone: boolean
}

const put = (lamp: Lamp) =>
  database.db.system((_tx, client) =>
    client.query(
      `insert into lamp values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (id) do update set grid_code = $2, kind = $3, uses = $4, mended_on = $7, gone = $8`,
      Object.values(lamp),
    ),
  )

function lampOf(more: Partial<Lamp> = {}): Lamp {
  const brokenOn = more.brokenOn ?? addDays(TODAY, -40)
  return {
    ...{ id: newId(), gridCode: GRIDS[0] as string, kind: 'gas', uses: 'road', brokenOn },
    ...{ notedOn: brokenOn, mendedOn: null, gone: false },
    ...more,
  }
}

const of = (grid: string, from: string, to: string, knownOn: string | null = null): FigureQuery => ({
  grid,
  from,
  to,
  knownOn,
})
const read = <T>(work: Parameters<typeof database.db.read<T>>[1]) => database.db.read(city, work)
const whole = (indicator: Indicator, query: FigureQuery) => read((tx) => wholeOf(tx, table, indicator, query))

describe('figures of people', () => {
  const month = (back: number) => firstOfMonth(addMonths(firstOfMonth(TODAY), -back))
  const lastMonth = { from: month(1), to: addDays(month(0), -1) }

  test('are told in steps, whatever two questions differ by', async () => {
    for (let at = 0; at < 7; at++)
      await put(lampOf({ brokenOn: addDays(month(1), at), notedOn: addDays(month(1), at) }))
    await put(lampOf({ gridCode: GRIDS[2] as string, brokenOn: month(1) }))
    await put(lampOf({ brokenOn: month(2) }))
    await enterSource(database.db, source)
    expect(await whole(broken, of('3705', lastMonth.from, lastMonth.to))).toBe(8)
    expect(await whole(people, of('3705', lastMonth.from, lastMonth.to))).toBe(10)
    // The one of the town beside, and the one of the month before, do not show by subtraction.
    expect(await whole(people, of('370523106', lastMonth.from, lastMonth.to))).toBe(5)
    expect(await whole(people, of('370523107', lastMonth.from, lastMonth.to))).toBe(0)
    expect(await whole(people, of('3705', month(2), lastMonth.to))).toBe(10)
    const parts = await read((tx) => partsOf(tx, table, people, of('3705', lastMonth.from, lastMonth.to), ['kind']))
    expect(parts).toEqual([{ keys: ['gas'], value: 10 }])
    const months = await read((tx) => monthsOfFigure(tx, table, people, of('3705', month(2), TODAY)))
    expect(months.map(({ value }) => value)).toEqual([0, 10, null])
  })

  test('are told of whole months that are over and of towns, and differ by no day', async () => {
    for (let at = 0; at < 6; at++) await put(lampOf({ brokenOn: addDays(month(1), 9), notedOn: addDays(month(1), 9) }))
    await enterSource(database.db, source)
    const until = (day: number) => whole(people, of('3705', month(2), addDays(month(1), day)))
    expect([await until(8), await until(9), await until(10)]).toEqual([0, 0, 0])
    expect(await whole(people, of('3705', addDays(month(1), 3), lastMonth.to))).toBeNull()
    expect(await whole(people, of(GRIDS[0] as string, lastMonth.from, lastMonth.to))).toBeNull()
    expect(await whole(people, of('3705', month(0), TODAY))).toBeNull()
    const known = (day: number) => whole(people, of('3705', lastMonth.from, lastMonth.to, addDays(month(1), day)))
    expect([await known(8), await known(10)]).toEqual([0, 0])
  })
})

describe('figures by the ledger', () => {
  test('say the same as counting the rows, for any grid, period, parting and day of knowledge', async () => {
    const random = seededRandom(5)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    const day = (back: number) => addDays(TODAY, -Math.floor(random() * back))
    const lamps = new Map<string, Lamp>()
    const disturb = async () => {
      for (let at = 0; at < 40; at++) {
        const known = random() < 0.4 ? pick([...lamps.values(), undefined]) : undefined
        const brokenOn = known?.brokenOn ?? day(400)
        const mendedOn =
          random() < 0.6
            ? addDays(brokenOn, Math.min(Math.floor(random() * 90), dayNumber(TODAY) - dayNumber(brokenOn)))
            : null
        const lamp = lampOf({
          ...known,
          brokenOn,
          mendedOn,
          notedOn: known?.notedOn ?? addDays(brokenOn, Math.floor(random() * (dayNumber(TODAY) - dayNumber(brokenOn)))),
          gridCode: pick(GRIDS),
          kind: pick(['gas', 'led', '']),
          uses: pick(['road', 'park', 'park+road', 'dock+park+road']),
          gone: random() < 0.1,
        })
        lamps.set(lamp.id, lamp)
        await put(lamp)
      }
    }
    const counted = (indicator: Indicator, query: FigureQuery, key = (_: Lamp) => ['']) => {
      const sums: Record<string, number> = {}
      for (const lamp of lamps.values()) {
        if (lamp.gone || !lamp.gridCode.startsWith(query.grid)) continue
        const hits = (on: string | null, isFlow: boolean) =>
          Number(on !== null && on <= query.to && (!isFlow || on >= query.from))
        const value =
          indicator === dark
            ? hits(lamp.brokenOn, false) - hits(lamp.mendedOn, false)
            : hits(indicator === broken ? lamp.brokenOn : lamp.mendedOn, true)
        for (const one of key(lamp)) sums[one] = (sums[one] ?? 0) + value
      }
      return Object.fromEntries(Object.entries(sums).filter(([, value]) => value !== 0))
    }
    for (let round = 0; round < 3; round++) {
      await disturb()
      await enterSource(database.db, source)
      for (let at = 0; at < 40; at++) {
        const [one, two] = [day(420), day(420)].sort() as [string, string]
        const query = of(pick(ASKED), one, two)
        const indicator = pick([broken, dark, mended])
        const scene = `${indicator.code} ${JSON.stringify(query)}`
        expect([scene, await whole(indicator, query)]).toEqual([scene, counted(indicator, query)[''] ?? 0])
        const by = pick([['kind'], ['use'], ['kind', 'use'], ['use', 'kind']])
        const parts = await read((tx) => partsOf(tx, table, indicator, query, by))
        const keys = (lamp: Lamp) =>
          lamp.uses.split('+').map((use) => by.map((name) => (name === 'kind' ? lamp.kind : use)).join('|'))
        const byKey = by.length === 1 && by[0] === 'kind' ? (lamp: Lamp) => [lamp.kind] : keys
        const found = Object.fromEntries(
          parts.filter(({ value }) => value !== 0).map((part) => [part.keys.join('|'), part.value]),
        )
        expect([scene, by, found]).toEqual([scene, by, counted(indicator, query, byKey)])
        const rows = await read((tx) => listFigureRows(tx, indicator, query, new Map(), null, 1000))
        expect(rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(counted(indicator, query)[''] ?? 0)
        const months = await read((tx) => monthsOfFigure(tx, table, indicator, query))
        const last = months.at(-1)?.value
        const sum = months.reduce((all, { value }) => all + (value ?? 0), 0)
        expect(indicator === dark ? last : sum).toBe(counted(indicator, query)[''] ?? 0)
      }
      expect(await recountSource(database.db, source)).toMatchObject({ wrongRows: 0, wrongCells: 0 })
    }
  })

  test('of a past day stay what they were, to the digit, whatever is corrected later', async () => {
    const [one, two] = [lampOf(), lampOf({ kind: 'led', gridCode: '370522105101' })]
    for (const lamp of [one, two]) await put(lamp)
    await enterSource(database.db, source)
    const then = addDays(TODAY, -10)
    const asked = of('3705', addDays(TODAY, -60), then, then)
    expect([await whole(broken, asked), await whole(dark, asked)]).toEqual([2, 2])
    // Moved, mended long ago (as is found out today), and one that was never broken.
    await put({ ...one, gridCode: '370522105101', mendedOn: addDays(TODAY, -30) })
    await put({ ...two, gone: true })
    await enterSource(database.db, source)
    expect([await whole(broken, asked), await whole(dark, asked)]).toEqual([2, 2])
    expect(await whole(dark, { ...asked, grid: '370523' })).toBe(1)
    expect([
      await whole(broken, of('3705', asked.from, then)),
      await whole(dark, of('3705', asked.from, TODAY)),
    ]).toEqual([1, 0])
    const rows = await read((tx) => listFigureRows(tx, dark, asked, new Map([['kind', 'led']]), null, 10))
    expect(rows).toEqual([{ rowId: two.id, amount: 1, day: two.brokenOn, gridCode: '370522105101' }])
  })

  test('of the last moment of a month belong to it in China, not in Greenwich', async () => {
    const month = `${TODAY.slice(0, 7)}-01`
    await put(lampOf({ brokenOn: addDays(month, -1) }))
    await put(lampOf({ brokenOn: month }))
    await enterSource(database.db, source)
    const months = await read((tx) => monthsOfFigure(tx, table, broken, of('3705', addDays(month, -1), TODAY)))
    expect(months.map(({ value }) => value)).toEqual([1, 1])
  })

  test('name what stands under several keys, and a share of nothing is unknown', async () => {
    await put(lampOf({ uses: 'park+road' }))
    await put(lampOf({ uses: 'road' }))
    await enterSource(database.db, source)
    const query = of('3705', addDays(TODAY, -60), TODAY)
    const parts = await read((tx) => partsOf(tx, table, broken, query, ['use']))
    expect(parts.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(3)
    expect(await read((tx) => sharedOf(tx, broken, query, 'use'))).toEqual([{ keys: ['park', 'road'], value: 1 }])
    const shared = await read((tx) => listFigureRows(tx, broken, query, new Map([['use', 'park+road']]), null, 10))
    expect(shared).toHaveLength(1)
    expect(await whole(rate, query)).toBe(0)
    expect(await whole(rate, of('3705', addDays(TODAY, -5), TODAY))).toBeNull()
  })
})

describe('the ledger', () => {
  test('a worker that dies halfway has entered a page or has not: nothing is lost and nothing doubled', async () => {
    for (let at = 0; at < 5; at++) await put(lampOf())
    await enterSource(database.db, source)
    const lamps = Array.from({ length: 5 }, () => lampOf())
    for (const lamp of lamps) await put(lamp)
    await asOwner(
      database.ownerUrl,
      `create function lamp_die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
       create trigger lamp_die before insert on indicator_cell for each statement execute function lamp_die()`,
    )
    await expect(enterSource(database.db, source)).rejects.toThrow('killed')
    await asOwner(database.ownerUrl, 'drop trigger lamp_die on indicator_cell; drop function lamp_die')
    const query = of('3705', addDays(TODAY, -60), TODAY)
    expect(await whole(broken, query)).toBe(5)
    expect((await enterSource(database.db, source)).lines).toBe(5)
    expect(await whole(broken, query)).toBe(10)
  })

  test('two workers at once enter each change once', async () => {
    await enterSource(database.db, source)
    await Promise.all(Array.from({ length: 30 }, () => put(lampOf())))
    const entered = await Promise.all([1, 2, 3].map(() => enterSource(database.db, source)))
    expect(entered.reduce((sum, { lines }) => sum + lines, 0)).toBe(30)
    expect(await recountSource(database.db, source)).toMatchObject({ wrongRows: 0, wrongCells: 0 })
  })

  test('a recount names a row that was changed behind its back, and a cell that is wrong', async () => {
    const lamp = lampOf()
    await put(lamp)
    await enterSource(database.db, source)
    await asOwner(
      database.ownerUrl,
      `alter table lamp disable trigger lamp_update; update lamp set kind = 'led'; alter table lamp enable trigger lamp_update;
       update indicator_cell set amount = amount + 1 where grain = 'month' and parted_by = 'kind' and grid_code = '3705'`,
    )
    expect(await recountSource(database.db, source)).toMatchObject({ rows: [lamp.id], wrongRows: 1, wrongCells: 1 })
  })

  test('a source that is parted otherwise than before gets other cells from the same lines, and no reader waits for it', async () => {
    await put(lampOf({ uses: 'park+road' }))
    await enterSource(database.db, source)
    const before = await asOwner(database.ownerUrl, 'select count(*)::int as n from indicator_cell')
    const otherwise = { ...source, pairs: [] }
    const asked = () => database.db.read(subtree('3705'), (tx) => freshen(database.db, tx, [otherwise]))
    await expect(asked()).rejects.toThrow('indicator/not-entered')
    await enterSource(database.db, otherwise)
    expect(await asked()).toBeInstanceOf(Date)
    const after = await asOwner(database.ownerUrl, 'select count(*)::int as n from indicator_cell')
    expect(after.rows[0].n).toBeLessThan(before.rows[0].n)
    expect(await whole(broken, of('3705', addDays(TODAY, -60), TODAY))).toBe(1)
  })

  test('whoever sees one county reads no figure of the city, and an enterprise none at all', async () => {
    await put(lampOf())
    await enterSource(database.db, source)
    const query = of('3705', addDays(TODAY, -60), TODAY)
    for (const scope of [subtree('370523'), ownObject(newId())])
      expect(await database.db.read(scope, (tx) => wholeOf(tx, table, broken, query))).toBe(0)
    const own = { ...query, grid: '370523' }
    expect(await database.db.read(subtree('370523'), (tx) => wholeOf(tx, table, broken, own))).toBe(1)
  })
})
