import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { indicatorRoom } from '#apps/server/indicators.ts'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { enterSource } from '#kernel/indicators/ledger.ts'
import { firstOfMonth } from '#kernel/indicators/model/period.ts'
import { checkDraw } from '#modules/inspection/model/draw.ts'
import { addDays, addMonths } from '#standards/calendar/local-date.ts'
import { findAll } from './find.ts'
import { forecastAll } from './forecast.ts'
import { trainModel } from './ranking.ts'

const MONTHS = 8
const EACH = 24
const MONTH = firstOfMonth(today())
let house: House
const enterprises: { id: string; county: string; grid: string; at: number }[] = []

const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

/** A visit of an office on a day with the hazards it found. */
async function visit(one: (typeof enterprises)[number], on: string, found: Record<string, number>): Promise<void> {
  const count = Object.values(found).reduce((sum, n) => sum + n, 0)
  const entered = `insert into case_record (id, type, title, grid_code, object_id, state, state_since, opened_at, acts, head_hash)`
  await house.db.system(async (_tx, client) => {
    const id = newId()
    await client.query(`${entered} values ($1, 'inspection', '检查', $2, $3, 'closed', $4, $4, 1, '')`, [
      ...[id, one.grid, one.id, `${on}T01:00:00Z`],
    ])
    await client.query(
      `insert into inspection (id, grid_code, object_id, office_grid, state, reason, method, content, opened_on, visited_on, findings)
       values ($1, $2, $3, $4, 'closed', 'plan', 'announced', '检查', $5, $5, $6)`,
      [id, one.grid, one.id, one.county, on, count],
    )
    for (const [category, n] of Object.entries(found))
      for (let at = 0; at < n; at++) {
        const hazard = newId()
        await client.query(`${entered} values ($1, 'hazard', '隐患', $2, $3, 'closed', $4, $4, 1, '')`, [
          ...[hazard, one.grid, one.id, `${on}T02:00:00Z`],
        ])
        await client.query(
          `insert into hazard (id, grid_code, object_id, what, place, source, self_found, rank, category, item_code, found_on, due_on,
             closed_on, rectified_on, state)
           values ($1, $2, $3, '联锁未投用', '车间', 'government_inspection', false, 'ordinary', $4, $5, $6::date, $6::date + 15,
             $6::date + 9, $6::date + 9, 'closed')`,
          [hazard, one.grid, one.id, category, at % 2 === 0 ? 'HC-PR-001' : 'GEN-001', on],
        )
      }
  })
}

const lastMonths = (on: string) => on >= addMonths(MONTH, -3)

beforeAll(async () => {
  house = await openHouse()
  for (const [county, grid] of [
    [PLACES.guangrao, PLACES.village],
    [PLACES.lijin, PLACES.lijinVillage],
  ] as const)
    for (let at = 0; at < EACH; at++) {
      const name = `${county === PLACES.guangrao ? '广饶' : '利津'}${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地'[at]}化工有限公司`
      const made = await send('admin', 'POST', '/enterprises', { name, gridCode: grid, regulatorClasses: ['hazchem'] })
      if (made.status !== 201) throw new Error(made.body.detail)
      enterprises.push({ id: made.body.id, county, grid, at })
    }
  for (let back = MONTHS; back >= 1; back--)
    for (const one of enterprises.filter(({ at }) => (at + back) % 2 === 0)) {
      const on = addDays(addMonths(MONTH, -back), 3 + one.at)
      // Every sixth enterprise is in disorder, always; guards fail in Guangrao, training in Lijin, since three months.
      const disorder = one.at % 6 < 2 ? 6 : 0
      const isGuangrao = one.county === PLACES.guangrao
      await visit(one, on, {
        S02: 1 + disorder,
        S03: isGuangrao && lastMonths(on) ? 3 : (one.at % 4) % 2,
        B04: !isGuangrao && lastMonths(on) ? 3 : (one.at % 4) % 2,
      })
    }
  for (const source of indicatorRoom.table.sources) await enterSource(house.db, source)
}, 120_000)
afterAll(() => house.close())

const listOf = async (login: Login) => (await send(login, 'GET', '/insight-findings')).body.items as Line[]
type Line = { id: string; gridCode: string; category: string; state: string; sentence: string }
const ofGrid = async (login: Login, gridCode: string) => {
  const found = (await listOf(login)).find((line) => line.gridCode.startsWith(gridCode))
  if (!found) throw new Error(`no finding of ${gridCode}`)
  return found
}

/** Everything an acceptance says, of the order as it is proposed. */
async function acceptanceOf(login: Login, id: string, more: object = {}) {
  const { order } = (await send(login, 'GET', `/insight-findings/${id}`)).body
  const { byRank, control, dueOn, name, requirements } = order
  const nonce = randomBytes(16).toString('hex')
  return { id: randomUUID(), road: 'task', byRank, control, dueOn, name, requirements, nonce, ...more }
}

describe('the ranking model', () => {
  test('is trained on the past, judged on months it has not seen, and used because it is better than chance', async () => {
    for (const login of ['wang', 'chen'] as const)
      expect((await send(login, 'POST', '/insight-model/train')).status).toBe(403)
    const { status, body } = await send('zhou', 'POST', '/insight-model/train')
    expect([status, body.inUse?.report.learntTo < body.inUse?.report.judgement.from]).toEqual([200, true])
    const { lift, random, top20, tenths } = body.inUse.report.judgement
    expect(lift.low).toBeGreaterThan(1)
    expect(top20.perCheck).toBeGreaterThan(random.perCheck)
    expect(tenths[0].found).toBeGreaterThan(tenths[9].found)
    expect((await send('lin', 'GET', '/insight-model')).body.inUse.trainedOn).toBe(today())
    expect((await send('zhao', 'GET', '/insight-model')).status).toBe(403)
  })

  test('is the same from the same rows, and one version a day is kept', async () => {
    expect(await trainModel(house.db, today())).toBeNull()
    expect((await send('zhou', 'GET', '/insight-model')).body.versions).toHaveLength(1)
    const [kept] = (await asOwner(house.ownerUrl, `select model from insight_model`)).rows
    await trainModel(house.db, addDays(today(), 1))
    const rows = (await asOwner(house.ownerUrl, `select model, in_use from insight_model order by trained_on`)).rows
    expect(rows.at(-1).model).toEqual(kept.model)
    expect(rows.map((row) => row.in_use)).toEqual([false, true])
  })
})

describe('findings', () => {
  let sentId: string

  test('are told where figures got worse per check, with interval and the number of comparisons, once', async () => {
    expect((await send('wang', 'POST', '/insight-findings/search')).status).toBe(403)
    const first = (await send('zhou', 'POST', '/insight-findings/search')).body
    expect(first.told).toBeGreaterThanOrEqual(2)
    expect((await send('zhou', 'POST', '/insight-findings/search')).body).toEqual({ ...first, told: 0, closed: 0 })
    const own = await ofGrid('wang', PLACES.guangrao)
    expect([own.category, own.sentence]).toEqual([
      'S03',
      expect.stringMatching(/危化品.*每次检查查出 [\d.]+ 条，是.*倍（95% 区间/),
    ])
    const { body } = await send('wang', 'GET', `/insight-findings/${own.id}`)
    expect(body.tested).toBe(first.tested)
    expect(body.links[0].to).toContain(`key=class:hazchem`)
    expect(body.comparisons.every((one: { low: number; ratio: number }) => one.low < one.ratio)).toBe(true)
    expect(body.order.enterprises).toHaveLength(body.order.byRank)
    expect(body.order.enterprises[0].reasons.length).toBeGreaterThan(0)
    expect(JSON.stringify(body)).not.toContain('secret')
  })

  test('of one county are not seen in another, nor by whoever has no word for them', async () => {
    const own = await ofGrid('wang', PLACES.guangrao)
    expect((await listOf('lin')).every(({ gridCode }) => gridCode.startsWith(PLACES.lijin))).toBe(true)
    for (const act of ['accept', 'ignore'])
      expect((await send('lin', 'POST', `/insight-findings/${own.id}/${act}`, {})).status).not.toBe(200)
    expect((await send('lin', 'GET', `/insight-findings/${own.id}`)).status).toBe(404)
    expect((await send('lin', 'POST', `/insight-findings/${own.id}/ignore`, { why: '不在本县' })).status).toBe(404)
    for (const login of ['li', 'zhao'] as const)
      expect((await send(login, 'GET', '/insight-findings')).status).toBe(403)
  })

  test('are not sent by a leader, with a day gone by, or without a control group', async () => {
    const own = await ofGrid('wang', PLACES.guangrao)
    const url = `/insight-findings/${own.id}/accept`
    const asked = await acceptanceOf('wang', own.id)
    const city = await send('chen', 'POST', url, asked)
    expect([city.status, city.body.type]).toEqual([403, '/problems/insight/road-closed'])
    for (const wrong of [
      { dueOn: addDays(today(), -1) },
      { dueOn: addDays(today(), 400) },
      { control: 0 },
      { nonce: 'x' },
    ])
      expect((await send('wang', 'POST', url, { ...asked, ...wrong })).status).toBe(422)
    const everybody = enterprises.map(({ id }) => ({ objectId: id, why: '都不排' }))
    const none = await send('wang', 'POST', url, { ...asked, leftOut: everybody })
    expect([none.status, none.body.type]).toEqual([422, '/problems/insight/none-left'])
    expect((await ofGrid('wang', PLACES.guangrao)).state).toBe('open')
  })

  test('are handed by a leader to his own office with a word and a day, a to-do there until somebody decides', async () => {
    const own = await ofGrid('wang', PLACES.guangrao)
    const url = `/insight-findings/${own.id}/entrust`
    const { body } = await send('chen', 'GET', `/insight-findings/${own.id}`)
    expect([body.openActs, body.entrustTo.map(({ personName }: { personName: string }) => personName)]).toEqual([
      ['entrust', 'ignore'],
      ['周文博'],
    ])
    const asked = { seatId: body.entrustTo[0].seatId, words: '查清是哪几家，报我', dueOn: addDays(today(), 3) }
    expect((await send('wang', 'POST', url, asked)).status).toBe(403)
    expect((await send('chen', 'POST', url, { ...asked, dueOn: addDays(today(), -1) })).status).toBe(422)
    const wangs = (await send('wang', 'GET', '/me')).body.seat?.id ?? randomUUID()
    expect((await send('chen', 'POST', url, { ...asked, seatId: wangs })).body.type).toBe('/problems/insight/not-yours')
    const todos = async () =>
      (
        await asOwner(
          house.ownerUrl,
          `select title, text, done_at from message where kind = 'insight.entrusted' and ref = $1 order by created_at, id`,
          [own.id],
        )
      ).rows
    for (let sent = 0; sent < 2; sent++) {
      const done = await send('chen', 'POST', url, asked)
      expect([done.status, done.body.state, done.body.entrusted.words, done.body.entrusted.isLate]).toEqual([
        200,
        'open',
        asked.words,
        false,
      ])
    }
    const sent = await todos()
    expect(sent.map(({ done_at: done }) => done === null)).toEqual([false, true])
    expect([sent[1].title, sent[1].text]).toEqual([
      `陈立军 交办研判，${asked.dueOn} 前处理`,
      expect.stringContaining('每次检查查出'),
    ])
    expect((await send('zhou', 'GET', `/insight-findings/${own.id}`)).body.entrusted.to).toContain('周文博')
  })

  test('go out as one task with its targets, once however often they are sent, and nobody sees who was drawn', async () => {
    const own = await ofGrid('wang', PLACES.guangrao)
    sentId = own.id
    const leftOut = [{ objectId: enterprises[5]?.id, why: '停产检修' }]
    const asked = await acceptanceOf('wang', own.id, { leftOut })
    const sent = await send('wang', 'POST', `/insight-findings/${own.id}/accept`, asked)
    expect([sent.status, sent.body.state, sent.body.caseId]).toEqual([200, 'accepted', asked.id])
    expect(sent.body.leftOut.map(({ why }: { why: string }) => why)).toEqual(['停产检修'])
    const open = await asOwner(
      house.ownerUrl,
      `select count(*)::int as n from message where kind = 'insight.entrusted' and done_at is null`,
    )
    expect(open.rows[0].n).toBe(0)
    const again = await send('wang', 'POST', `/insight-findings/${own.id}/accept`, asked)
    expect([again.status, again.body.caseId]).toEqual([200, asked.id])
    const other = await send('wang', 'POST', `/insight-findings/${own.id}/accept`, { ...asked, id: randomUUID() })
    expect([other.status, other.body.type]).toEqual([409, '/problems/insight/decided'])
    const tasks = (await send('wang', 'GET', '/tasks')).body.items.filter(
      ({ title }: { title: string }) => title === asked.name,
    )
    expect(tasks.filter(({ gridCode }: { gridCode: string }) => gridCode === PLACES.guangrao)).toHaveLength(1)
    const targets = (await send('wang', 'GET', `/tasks/${asked.id}/targets`)).body
    expect(targets.total ?? targets.items.length).toBe(asked.byRank + asked.control)
    const { result } = sent.body
    expect([result.isOver, result.rank, result.control]).toEqual([false, null, null])
    expect(
      result.items.every(({ arm, expected }: { arm: null; expected: null }) => arm === null && expected === null),
    ).toBe(true)
    expect((await send('wang', 'GET', `/insight-findings/${own.id}/draw`)).body.type).toBe(
      '/problems/insight/still-blind',
    )
    const seen = JSON.stringify((await send('zhang', 'GET', '/tasks')).body)
    expect(seen).not.toMatch(/随机|对照|control/)
  })

  test('tell afterwards what both groups found, with an interval, and anyone draws the control group again', async () => {
    const own = { id: sentId }
    const arms = (
      await asOwner(house.ownerUrl, `select object_id, arm from insight_arm where finding_id = $1`, [own.id])
    ).rows
    const byId = new Map(enterprises.map((one) => [one.id, one]))
    for (const [at, { object_id: id, arm }] of arms.entries())
      await visit(byId.get(id) as (typeof enterprises)[number], today(), { S03: arm === 'rank' ? 5 : at % 2 })
    const { result } = (await send('wang', 'GET', `/insight-findings/${own.id}`)).body
    expect([result.isOver, result.visited, result.rank.checks, result.control.checks]).toEqual([
      true,
      arms.length,
      arms.filter(({ arm }) => arm === 'rank').length,
      arms.filter(({ arm }) => arm === 'control').length,
    ])
    expect(result.rank.hazards).toBe(result.rank.checks * 5)
    expect(result.rank.sameCategory).toBe(result.rank.hazards)
    expect(result.ratio.low).toBeGreaterThan(1)
    expect(result.ratio.low).toBeLessThan(result.ratio.ratio)
    const record = (await send('wang', 'GET', `/insight-findings/${own.id}/draw`)).body
    expect(checkDraw(record).map(({ holds }) => holds)).toEqual([true, true, true, true])
    const { commitment, platformCommitment } = (await send('wang', 'GET', `/insight-findings/${own.id}`)).body
    expect([record.commitment, record.parties[0].commitment]).toEqual([commitment, platformCommitment])
    const control = arms.filter(({ arm }) => arm === 'control').map(({ object_id: id }) => id)
    // Whoever was left out of the order with a reason stays in the draw and is passed over.
    const stayed = record.drawn.filter((id: string) => id !== enterprises[5]?.id)
    expect(new Set(stayed.slice(0, control.length))).toEqual(new Set(control))
  })

  test('go into a plan that is being drawn up, in the month of their term', async () => {
    const own = await ofGrid('lin', PLACES.lijin)
    expect(own.category).toBe('B04')
    const dueOn = addDays(today(), 2)
    const year = dueOn.slice(0, 4)
    const content = {
      name: '利津县执法检查计划',
      officers: 20,
      otherDays: 0,
      daysPerVisit: 1,
      cap: 2,
      basis: '安全生产法第六十二条',
    }
    const plan = await send('lin', 'POST', '/inspection-plans', {
      gridCode: PLACES.lijin,
      input: { kind: 'annual', fromMonth: `${year}-01`, toMonth: `${year}-12`, ...content },
    })
    expect(plan.status).toBe(201)
    const proposed = (await send('lin', 'GET', `/inspection-plans/${plan.body.id}/proposals`)).body
    expect(proposed.expectedBy).toEqual({ words: expect.stringContaining('排序模型'), link: '/insight/model' })
    const expects = new Map<string, number>(
      proposed.items.map((one: { objectId: string; expected: number }) => [one.objectId, one.expected]),
    )
    const meanOf = (isWanted: (at: number) => boolean) => {
      const those = enterprises.filter(({ at, county }) => county === PLACES.lijin && isWanted(at))
      return those.reduce((sum, { id }) => sum + (expects.get(id) ?? Number.NaN), 0) / those.length
    }
    // Those in disorder are expected to have more; the order is that of the rule, which does not know.
    expect(meanOf((at) => at % 6 < 2)).toBeGreaterThan(meanOf((at) => at % 6 >= 2))
    const scores = proposed.items.map(({ score }: { score: number }) => score)
    expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a))
    const asked = await acceptanceOf('lin', own.id, { road: 'plan', dueOn })
    const unnamed = await send('lin', 'POST', `/insight-findings/${own.id}/accept`, asked)
    expect(unnamed.body.errors[0].pointer).toBe('/planId')
    const foreign = await send('zhou', 'POST', `/insight-findings/${own.id}/accept`, { ...asked, planId: plan.body.id })
    expect(foreign.body.type).toBe('/problems/insight/plan-unfit')
    const sent = await send('lin', 'POST', `/insight-findings/${own.id}/accept`, { ...asked, planId: plan.body.id })
    expect([sent.status, sent.body.state, sent.body.caseId]).toEqual([200, 'accepted', plan.body.id])
    const { items } = (await send('lin', 'GET', `/inspection-plans/${plan.body.id}/lines`)).body
    expect(items).toHaveLength(asked.byRank + asked.control)
    expect(new Set(items.map(({ reason }: { reason: string }) => reason)).size).toBe(1)
    expect(items.every(({ month }: { month: string }) => month === dueOn.slice(0, 7))).toBe(true)
  })

  test('are put aside with a reason only, which stays to be read; they are not told again within a month', async () => {
    await asOwner(
      house.ownerUrl,
      `update insight_finding set state = 'closed', closed_on = $1, decided_by = null, decided_at = null,
      acceptance_id = null, road = null, case_id = null, accepted_on = null, due_on = null, draw = null, left_out = '[]'`,
      [today()],
    )
    expect((await findAll(house.db, indicatorRoom, today())).told).toBe(0)
    await asOwner(house.ownerUrl, `update insight_finding set told_at = told_at - interval '40 days'`)
    expect((await findAll(house.db, indicatorRoom, today())).told).toBeGreaterThanOrEqual(2)
    const own = (await listOf('wang')).find(({ state }) => state === 'open') as Line
    expect((await send('wang', 'POST', `/insight-findings/${own.id}/ignore`, {})).status).toBe(422)
    expect((await send('wang', 'POST', `/insight-findings/${own.id}/ignore`, { why: ' ' })).status).toBe(422)
    const done = await send('wang', 'POST', `/insight-findings/${own.id}/ignore`, { why: '停产检修期间集中检查造成' })
    expect([done.status, done.body.state, done.body.ignoredWhy]).toEqual([200, 'ignored', '停产检修期间集中检查造成'])
    const twice = await send('wang', 'POST', `/insight-findings/${own.id}/ignore`, { why: '再说一次' })
    expect(twice.body.type).toBe('/problems/insight/decided')
  })

  test('end by themselves when the figures no longer say so', async () => {
    const open = (await listOf('zhou')).filter(({ state }) => state === 'open')
    expect(open.length).toBeGreaterThan(0)
    // Half a year on nothing was counted in the last three months.
    const later = await findAll(house.db, indicatorRoom, addMonths(today(), 7))
    expect(later.closed).toBe(open.length)
    expect((await listOf('zhou')).some(({ state }) => state === 'open')).toBe(false)
  })
})

describe('findings in a branch of industry', () => {
  test('are told of the branch where no class of enterprises shows it as clearly', async () => {
    const shops: (typeof enterprises)[number][] = []
    for (let at = 0; at < 10; at++) {
      const made = await send('admin', 'POST', '/enterprises', {
        name: `利津${'东西南北中上下左右前'[at]}街批发有限公司`,
        gridCode: PLACES.lijinVillage,
        regulatorClasses: [at % 2 === 0 ? 'other' : 'industry_trade'],
        industryCode: '5162',
      })
      expect([made.status, made.body.detail]).toEqual([201, undefined])
      shops.push({ id: made.body.id, county: PLACES.lijin, grid: PLACES.lijinVillage, at })
    }
    const plants = enterprises.filter(({ county }) => county === PLACES.lijin).slice(0, 10)
    for (let back = 6; back >= 1; back--)
      for (const [at, shop] of shops.entries()) {
        const on = addDays(addMonths(MONTH, -back), 2 + at)
        // What does not change beside it says how restless such counts are by themselves.
        const always = { S02: 1, B01: 1, B02: 1, B03: 1, B10: 1, B11: 1 }
        await visit(shop, on, { ...always, S09: back <= 3 ? 4 : (at + back) % 2 })
        await visit(plants[at] as (typeof enterprises)[number], on, { S09: at % 3 === 0 ? 1 : 0, S02: 1 })
      }
    await asOwner(house.ownerUrl, `update insight_finding set told_at = told_at - interval '90 days'`)
    await findAll(house.db, indicatorRoom, today())
    const told = (await send('lin', 'GET', '/insight-findings?state=open')).body.items.filter(
      ({ category }: { category: string }) => category === 'S09',
    )
    expect(told).toEqual([expect.objectContaining({ partedBy: 'section', class: 'F', className: '批发和零售业' })])
    const { body } = await send('lin', 'GET', `/insight-findings/${told[0].id}`)
    expect([told[0].sentence, body.links[0].to]).toEqual([
      expect.stringContaining('批发和零售业企业「作业许可」问题'),
      expect.stringContaining('key=section:F%7Ccategory:S09'),
    ])
    expect(body.frame).toBe(10)
    const found = (
      await send(
        'lin',
        'GET',
        `/indicators/hazard.office-found/figure${body.links[0].to.replace(/^[^?]*/, '').replace('%7C', '&key=')}`,
      )
    ).body
    expect(found.value).toBe(body.comparisons[0].now.hazards)
  })
})

describe('forecasts', () => {
  test('are kept on their day, said again of the past with what was known then, and judged when the month is over', async () => {
    const first = await forecastAll(house.db, indicatorRoom, today())
    expect(first.said).toBeGreaterThan(5)
    expect(first.judged).toBeGreaterThan(0)
    expect((await forecastAll(house.db, indicatorRoom, today())).said).toBe(0)
    const { body } = await send('wang', 'GET', '/insight-forecast')
    expect([body.grid, body.ahead.length, body.live.said]).toEqual([PLACES.guangrao, 3, 0])
    expect(body.backtest.said).toBeGreaterThan(0)
    const { hits, falseAlarms, missed, quiet, said } = body.backtest
    expect(hits + falseAlarms + missed + quiet).toBe(said)
    // The rise three months ago could not be known before it came: it stands as missed.
    expect(missed).toBeGreaterThan(0)
    expect(
      body.ahead.every(
        (one: Record<'low95' | 'low80' | 'high80' | 'high95', number>) =>
          one.low95 <= one.low80 && one.high80 <= one.high95,
      ),
    ).toBe(true)
    await forecastAll(house.db, indicatorRoom, addMonths(MONTH, 3))
    const rows = await asOwner(
      house.ownerUrl,
      `select count(*)::int as n from insight_warning where source = 'live' and found is not null`,
    )
    expect(rows.rows[0].n).toBeGreaterThan(0)
  })

  test('of another county are not read, and what is not forecast is not found', async () => {
    expect((await send('wang', 'GET', `/insight-forecast?grid=${PLACES.lijin}`)).status).toBe(404)
    for (const series of ['enterprise.count', 'constructor', '__proto__'])
      expect([series, (await send('wang', 'GET', `/insight-forecast?series=${series}`)).status]).toEqual([series, 404])
    expect((await send('zhao', 'GET', '/insight-forecast')).status).toBe(403)
    const { warnings, judged } = (await send('lin', 'GET', '/insight-forecast')).body
    const grids = [...warnings, ...judged].map(({ gridCode }: { gridCode: string }) => gridCode)
    expect(grids.every((code) => code.startsWith(PLACES.lijin))).toBe(true)
  })
})
