import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { handoverSource } from '#kernel/identity/handover/sources.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { ownObject, subtree } from '#kernel/scope/scope.ts'
import { advanceClocks } from './clocks.ts'
import type { CaseKind } from './holder.ts'
import { type CaseType, defineCase } from './model/case-type.ts'
import { handOverCases, riseUnheld } from './rise.ts'
import { actOnCase, openCase, readCase } from './service.ts'
import { verifyCases } from './verify.ts'

const Words = z.strictObject({ text: z.string() })
const lamp = defineCase({
  name: 'lamp',
  path: 'lamps',
  title: '路灯报修',
  prefix: 'LD',
  readers: [],
  states: {
    reported: { title: '待派单', clock: { title: '派单期限', term: { amount: 2, unit: 'H' }, source: '测试' } },
    mending: { title: '维修中', clock: { title: '维修期限', term: 'dueOn', source: '测试' } },
    mended: { title: '待验收' },
    closed: { title: '已办结', ends: true },
  },
  acts: {
    report: {
      title: '报修',
      from: 'nothing',
      to: 'reported',
      who: ['office', 'object'],
      roles: ['town_officer'],
      input: Words,
      holder: 'answering',
    },
    send: {
      title: '派单',
      from: ['reported'],
      to: 'mending',
      who: ['holder'],
      roles: ['town_officer', 'county_officer'],
      input: z.strictObject({ seatId: z.string(), dueOn: z.string() }),
      holder: 'named',
    },
    mend: {
      title: '报完工',
      from: ['mending'],
      to: 'mended',
      who: ['holder'],
      roles: ['town_officer', 'grid_officer'],
      input: Words,
      attachments: 1,
      holder: 'opener',
    },
    check: {
      title: '验收',
      from: ['mended'],
      to: 'closed',
      who: ['holder', 'above'],
      roles: ['town_officer', 'enterprise_contact'],
      notBy: ['mend'],
      input: Words,
    },
  },
})

let house: House
let kind: CaseKind
const object = newId()
const seats = {} as Record<Login, string>
const actors = {} as Record<Login, Actor>
const NOW = new Date('2026-11-16T02:00:00Z')

beforeAll(async () => {
  house = await openHouse()
  await house.giveFileTo(object)
  const found = await house.db.system((_tx, client) =>
    client.query(`select a.login, a.id as account, p.id as person, p.name, s.id as seat, s.role, s.grid_code, s.object_id, b.id as body, b.name as body_name
      from account a join person p on p.id = a.person_id join seat_holding h on h.person_id = p.id join seat s on s.id = h.seat_id join body b on b.id = s.body_id`),
  )
  for (const row of found.rows) {
    seats[row.login as Login] = row.seat
    actors[row.login as Login] = {
      accountId: row.account,
      login: row.login,
      personId: row.person,
      personName: row.name,
      seatId: row.seat,
      standsInFor: null,
      seatTitle: row.role,
      bodyId: row.body,
      bodyName: row.body_name,
      role: row.role,
      gridCode: row.object_id ? '' : row.grid_code,
      layer: 'safety',
      seatGrid: row.grid_code,
      mustChangePassword: false,
      mustEnrol: false,
      proven: true,
      permissions: new Set(['lamp.report', 'lamp.send', 'lamp.mend', 'lamp.check', 'lamp.manage', 'lamp.take-part']),
      scope: row.object_id ? ownObject(row.object_id) : subtree(row.grid_code),
      sessionId: 'x',
    }
  }
  kind = {
    type: lamp as unknown as CaseType,
    answering: async (_tx, { gridCode }) => (gridCode.startsWith(PLACES.guangrao) ? seats.zhang : null),
    titleOf: () => '村口路灯不亮',
    link: (id) => `/lamps/${id}`,
  }
})
afterAll(() => house.close())

const as = <T>(login: Login, work: (tx: Parameters<typeof openCase>[0], actor: Actor) => Promise<T>) =>
  house.db.write(actors[login].scope, (tx) => work(tx, actors[login]))

const open = (login: Login, id = newId(), gridCode: string = PLACES.village, now = NOW) =>
  as(login, (tx, actor) =>
    openCase(
      tx,
      actor,
      kind,
      {
        id,
        act: 'report',
        title: '村口路灯不亮',
        gridCode,
        objectId: gridCode === PLACES.village ? object : null,
        input: { text: '不亮' },
      },
      now,
    ),
  )
const act = (
  login: Login,
  id: string,
  name: string,
  input: Record<string, unknown>,
  version: number | null = null,
  attachments: string[] = [],
  now = NOW,
) => as(login, (tx, actor) => actOnCase(tx, actor, kind, id, name, { input, attachments }, version, now))

async function photo(): Promise<string> {
  const id = newId()
  await asOwner(
    house.ownerUrl,
    `insert into file (id, sha256, size, media_type, name, grid_code, object_id, account_id) values ($1, repeat('a', 64), 1, 'image/png', 'a.png', $2, $3, $4)`,
    [id, PLACES.village, object, actors.zhao.accountId],
  )
  return id
}

const inbox = async (login: Login) =>
  (await house.as(login)('GET', '/api/v1/inbox')).body.items.map(({ title }: { title: string }) => title)

describe('a case', () => {
  test('walks from report to close, each act by whose turn it is, with messages on the way', async () => {
    const opened = await open('zhao')
    expect(opened).toMatchObject({ state: 'reported', acts: 1, holderSeatId: seats.zhang, openActs: ['comment'] })
    expect(await inbox('zhang')).toContain('路灯报修「村口路灯不亮」待派单')
    const sent = await act('zhang', opened.id, 'send', { seatId: seats.li, dueOn: '2026-11-20' }, 1)
    expect(sent).toMatchObject({ state: 'mending', acts: 2, holderSeatId: seats.li })
    const mended = await act('li', opened.id, 'mend', { text: '换了灯泡' }, 2, [await photo()])
    expect(mended).toMatchObject({ state: 'mended', holderSeatId: seats.zhao })
    expect(await act('zhao', opened.id, 'check', { text: '亮了' }, 3)).toMatchObject({
      state: 'closed',
      openActs: ['comment'],
    })
    const seen = await as('zhang', (tx, actor) => readCase(tx, actor, kind, opened.id))
    expect(seen?.acts.map((done) => done.act)).toEqual(['report', 'send', 'mend', 'check'])
    expect(seen?.row.closedAt).not.toBeNull()
  })

  test('sent twice is opened once; another under its id is refused', async () => {
    const id = newId()
    expect(await open('zhao', id)).toEqual(await open('zhao', id))
    await expect(open('zhang', id)).rejects.toMatchObject({ kind: { type: 'case/id-taken' } })
  })

  test('answers a closed act with the acts that are open', async () => {
    const { id } = await open('zhao')
    await expect(act('zhang', id, 'check', { text: '' })).rejects.toMatchObject({
      kind: { status: 409 },
      extra: { openActs: ['send', 'comment', 'assign', 'copy', 'consult', 'countersign', 'relate'] },
    })
    await expect(act('li', id, 'send', { seatId: seats.li, dueOn: '2026-11-20' })).rejects.toMatchObject({
      kind: { status: 409 },
    })
  })

  test('two officers at once: one act happens, the other is told', async () => {
    const { id } = await open('zhao')
    const both = await Promise.allSettled([
      act('zhang', id, 'send', { seatId: seats.li, dueOn: '2026-11-20' }, 1),
      act('zhang', id, 'send', { seatId: seats.zhang, dueOn: '2026-11-21' }, 1),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('does not exist for another county, another object, or past the row-level policy', async () => {
    const { id } = await open('zhao')
    await expect(act('lin', id, 'comment', { text: '看看' })).rejects.toMatchObject({ kind: { status: 404 } })
    const seen = await house.db.read(subtree(PLACES.lijin), async (tx) => [
      (await sql`select 1 from case_record where id = ${id}`.execute(tx)).rows.length,
      (await sql`select 1 from case_act where case_id = ${id}`.execute(tx)).rows.length,
    ])
    expect(seen).toEqual([0, 0])
    await expect(open('lin', newId(), PLACES.village)).rejects.toThrow(/row-level security/)
  })

  test('needs its evidence, and only files of one’s own region are any', async () => {
    const { id } = await open('zhao')
    await act('zhang', id, 'send', { seatId: seats.li, dueOn: '2026-11-20' })
    await expect(act('li', id, 'mend', { text: '好了' })).rejects.toMatchObject({
      kind: { type: 'case/evidence-missing' },
    })
    await expect(act('li', id, 'mend', { text: '好了' }, null, [newId()])).rejects.toMatchObject({
      kind: { type: 'case/file-unknown' },
    })
  })

  test('is not given to a seat that has nothing to do with the place', async () => {
    const { id } = await open('zhao')
    for (const seatId of [seats.lin, newId()])
      await expect(act('zhang', id, 'assign', { seatId })).rejects.toMatchObject({ kind: { type: 'case/seat-unfit' } })
    expect(await act('zhang', id, 'assign', { seatId: seats.wang })).toMatchObject({
      holderSeatId: seats.wang,
      state: 'reported',
    })
  })

  test('whose seat nobody answers for goes to the nearest office above', async () => {
    const { id, holderSeatId } = await open('lin', newId(), PLACES.lijinVillage)
    expect(holderSeatId).toBe(seats.lin)
    expect(await act('zhou', id, 'urge', { text: '请今天派单' })).toMatchObject({ holderSeatId: seats.lin })
    expect(await inbox('lin')).toContain('催办：路灯报修「村口路灯不亮」')
  })
})

describe('clocks', () => {
  const rules = { raiseAfterHours: 24, link: (_type: string, id: string) => `/lamps/${id}`, title: () => '路灯报修' }
  const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)

  test('go amber, red and overdue once each, and then rise to the seat above', async () => {
    await advanceClocks(house.db, rules, at(100))
    const { id } = await open('zhao', newId(), PLACES.village, at(200))
    const stage = async () =>
      (await asOwner(house.ownerUrl, 'select stage from case_record where id = $1', [id])).rows[0].stage
    const told = async () =>
      (
        await asOwner(
          house.ownerUrl,
          `select kind, seat_id from message where ref = $1 and kind like 'case.clock%' order by created_at`,
          [id],
        )
      ).rows
    await advanceClocks(house.db, rules, at(200.5))
    expect([await stage(), await told()]).toEqual(['running', []])
    const workers = await Promise.all([
      advanceClocks(house.db, rules, at(201.1)),
      advanceClocks(house.db, rules, at(201.1)),
    ])
    expect(workers.reduce((sum, moved) => sum + moved, 0)).toBe(1)
    expect(await stage()).toBe('amber')
    await advanceClocks(house.db, rules, at(201.8))
    await advanceClocks(house.db, rules, at(202.1))
    expect(await stage()).toBe('overdue')
    await advanceClocks(house.db, rules, at(227))
    await advanceClocks(house.db, rules, at(300))
    expect(await stage()).toBe('raised')
    expect(await told()).toEqual([
      { kind: 'case.clock-amber', seat_id: seats.zhang },
      { kind: 'case.clock-red', seat_id: seats.zhang },
      { kind: 'case.clock-overdue', seat_id: seats.zhang },
      { kind: 'case.clock-raised', seat_id: seats.zhang },
      { kind: 'case.clock-raised', seat_id: seats.wang },
    ])
  })
})

describe('work of people who leave', () => {
  test('is on the list of what they hand over', async () => {
    handOverCases(new Map([['lamp', kind]]))
    const { id } = await open('zhao')
    const things = await house.db.system(
      (tx) =>
        handoverSource('case')?.collect(tx, { seatId: seats.zhang, personId: actors.zhang.personId }) ??
        Promise.resolve([]),
    )
    expect(things).toContainEqual({ ref: id, title: '路灯报修：村口路灯不亮', link: `/lamps/${id}` })
  })

  test('rises until somebody holds it, whoever leaves and in whatever order; two workers move each case once', async () => {
    const kinds = new Map([['lamp', kind]])
    const ids = (await Promise.all([open('zhao'), open('zhao'), open('lin', newId(), PLACES.lijinVillage)])).map(
      ({ id }) => id,
    )
    const leavers: Login[] = ['zhang', 'lin', 'wang', 'li', 'zhou', 'zhao']
    const day = (n: number) => new Date(Date.parse('2026-12-01T02:00:00Z') + n * 86_400_000)
    for (const [at, login] of leavers.entries()) {
      await asOwner(house.ownerUrl, `update seat_holding set to_on = $2 where person_id = $1`, [
        actors[login].personId,
        day(at * 5)
          .toISOString()
          .slice(0, 10),
      ])
      const later = day(at * 5 + 4)
      await Promise.all([riseUnheld(house.db, kinds, 3, later), riseUnheld(house.db, kinds, 3, later)])
      const orphans = await asOwner(
        house.ownerUrl,
        `select c.id from case_record c where closed_at is null and not exists (
           select from seat_holding h where h.seat_id = c.holder_seat_id and (h.to_on is null or h.to_on >= $1))`,
        [later.toISOString().slice(0, 10)],
      )
      expect([login, orphans.rows]).toEqual([login, []])
    }
    const rises = await asOwner(
      house.ownerUrl,
      `select case_id, count(*)::int as n from case_act where act = 'rise' and case_id = any($1) group by 1`,
      [ids],
    )
    for (const { n } of rises.rows) expect(n).toBeLessThanOrEqual(3)
    expect(await house.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
    await asOwner(house.ownerUrl, 'update seat_holding set to_on = null')
  })
})

describe('the chain of acts', () => {
  test('holds for all cases, and names the first act somebody touched', async () => {
    const verdict = () => house.db.system((tx) => verifyCases(tx))
    expect(await verdict()).toMatchObject({ ok: true })
    const { id } = await open('zhao')
    await act('zhang', id, 'comment', { text: '收到' })
    for (const [touch, undo, why] of [
      [
        `update case_act set input = '{"text": "改了"}' where case_id = '${id}' and seq = 2`,
        `update case_act set input = '{"text": "收到"}' where case_id = '${id}' and seq = 2`,
        '内容被改动',
      ],
      [
        `update case_record set acts = 3 where id = '${id}'`,
        `update case_record set acts = 2 where id = '${id}'`,
        '末尾缺失：应到第 3 步',
      ],
    ] as const) {
      await asOwner(house.ownerUrl, touch)
      expect(await verdict()).toMatchObject({ ok: false, broken: { caseId: id, why } })
      await asOwner(house.ownerUrl, undo)
      expect(await verdict()).toMatchObject({ ok: true })
    }
  })

  test('cannot be changed or cut by the application', async () => {
    await expect(house.db.system((_tx, client) => client.query('update case_act set act = act'))).rejects.toThrow(
      /permission denied/,
    )
    await expect(house.db.system((_tx, client) => client.query('delete from case_act'))).rejects.toThrow(
      /permission denied/,
    )
  })
})
