import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from '#apps/server/test-house.ts'
import { verifyCases } from '#kernel/cases/verify.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { ago, furnish, type PenaltyHouse } from '#modules/enforcement-case/server/test-penalty.ts'
import { fillAgency, recordValues } from '#modules/legal-document/server/test-documents.ts'

let base: House
let house: PenaltyHouse
beforeAll(async () => {
  base = await openHouse()
  house = await furnish(base)
})
afterAll(() => base.close())

const danger = () => ({
  what: '反应釜联锁被摘除，仍在生产',
  condition: '联锁恢复并经复查',
  coOfficer: house.people.zhang,
})
const stop = () => ({ type: 'halt', scope: '二车间停止生产', ...danger() })
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const VILLAGE = '370523107201'
const ITEMS = [
  { name: '硝酸铵', spec: '工业级', qty: '2 吨' },
  { name: '三号仓库', qty: '1 处' },
]
const seal = () => ({ type: 'seal', scope: '三号仓库', items: ITEMS, ...danger() })
const day = (days: number) => ago(-days)
const service = (dueOn: string) => ({ way: 'hand', on: ago(0), receiver: '赵安全', proof: '送达回证', dueOn })

type Login = Parameters<PenaltyHouse['act']>[0]
const open = async (login: Login, act: 'propose' | 'take', input: object, files = 0) => {
  const attachments = files > 0 ? [await house.file(login)] : []
  return house.send(login, 'POST', `/measures/${act}`, { objectId: house.enterprise, input, attachments })
}
/** The penalty's house speaks of its own kind; measures are done the same way. */
const act = async (login: Login, id: string, name: string, input: object, files = 0) => {
  const seen = (await house.send('chen', 'GET', `/measures/${id}`)).body
  const attachments = files > 0 ? [await house.file(login)] : []
  return house.send(login, 'POST', `/measures/${id}/${name}`, { input, attachments, version: seen.acts })
}
const play = async (id: string, steps: [Login, string, object, number?][]) => {
  for (const [login, name, input, files] of steps) {
    const done = await act(login, id, name, input, files)
    expect([name, done.status, done.body.detail]).toEqual([name, 200, undefined])
  }
}
const running = async (input: object, dueOn = day(20)) => {
  const { status, body } = await open('wang', 'propose', input)
  expect([status, body.detail]).toEqual([201, undefined])
  await play(body.id, [
    ['chen', 'approve', { text: '同意采取措施' }],
    ['wang', 'serve', service(dueOn), 1],
  ])
  return body.id as string
}
const own = (id: string) => house.send('zhao', 'GET', `/own-measures/${id}`)

describe('a stop', () => {
  test('is asked for by two certificated officers, granted by the head, served, and known to the enterprise only then', async () => {
    const alone = await open('wang', 'propose', { ...stop(), coOfficer: house.people.wang })
    expect([alone.status, alone.body.errors[0].pointer]).toEqual([422, '/input/coOfficer'])
    const uncertified = await open('wang', 'propose', { ...stop(), coOfficer: house.people.zhao })
    expect([uncertified.status, uncertified.body.type]).toEqual([422, '/problems/measure/few-officers'])
    const { id } = (await open('wang', 'propose', stop())).body
    expect((await own(id)).status).toBe(404)
    expect((await house.send('lin', 'GET', `/measures/${id}`)).status).toBe(404)
    await play(id, [['chen', 'approve', { text: '同意' }]])
    expect((await own(id)).status).toBe(404)
    expect((await act('zhao', id, 'ask', { text: '已恢复联锁' }, 1)).status).not.toBe(200)
    const late = await act('wang', id, 'serve', service(day(400)), 1)
    expect([late.status, late.body.errors[0].pointer]).toEqual([422, '/input/dueOn'])
    expect((await act('wang', id, 'serve', service(day(20)))).status).toBe(422)
    await play(id, [['wang', 'serve', service(day(20)), 1]])
    expect((await own(id)).body).toMatchObject({
      ...{ stage: '执行中', kind: 'stop', typeTitle: '暂时停产停业', until: day(20) },
      acts: [{ act: 'ask', title: '申请恢复（解除）' }],
    })
    const { items } = (await house.send('zhao', 'GET', '/inbox')).body
    expect(items[0]).toMatchObject({ title: '决定书已送达：暂时停产停业', link: `/own-measures/${id}` })
  })

  test('keeps what the office found from the enterprise, which sees what it brought itself', async () => {
    const found = await house.file('wang')
    const seen = () => house.send('zhao', 'GET', `/files/${found}`)
    await open('wang', 'take', { ...stop(), urgency: '正在泄漏' }, 1)
    expect((await seen()).status).toBe(404)
    const { items } = (await house.send('zhao', 'GET', `/files?objectId=${house.enterprise}`)).body
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(found)
    expect((await house.send('wang', 'GET', `/files/${found}`)).status).toBe(200)
    const own = await house.file('zhao')
    const id = await running(stop())
    await play(id, [
      ['zhao', 'ask', { text: '联锁已恢复' }, 1],
      ['chen', 'release', { text: '同意' }],
    ])
    expect((await house.send('zhao', 'GET', `/files/${own}`)).status).toBe(200)
  })

  test('keeps what is brought for an act from everybody else until it is done', async () => {
    const bytes = Buffer.from(DOT, 'base64')
    const bring = async (login: Login) => {
      const named = [`name ${btoa(`${login}.png`)}`, `objectId ${btoa(house.enterprise)}`].join()
      const headers = { authorization: `Bearer ${await base.token(login)}`, 'tus-resumable': '1.0.0' }
      const begun = await base.app.inject({
        ...{ method: 'POST', url: '/api/v1/uploads' },
        headers: { ...headers, 'upload-length': String(bytes.length), 'upload-metadata': named },
      })
      const sent = await base.app.inject({
        ...{ method: 'PATCH', url: String(begun.headers.location), payload: bytes },
        headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      })
      return String(sent.headers['x-file-id'])
    }
    const sees = async (login: Login, id: string) => {
      const listed = (await house.send(login, 'GET', `/files?objectId=${house.enterprise}&limit=200`)).body.items
      const one = (await house.send(login, 'GET', `/files/${id}`)).status === 200
      expect(listed.some((file: { id: string }) => file.id === id)).toBe(one)
      return one
    }
    const found = await bring('wang')
    expect([await sees('wang', found), await sees('chen', found), await sees('zhao', found)]).toEqual([
      true,
      false,
      false,
    ])
    const taken = await house.send('wang', 'POST', '/measures/take', {
      ...{ objectId: house.enterprise, input: { ...stop(), urgency: '正在泄漏' }, attachments: [found] },
    })
    expect([taken.status, taken.body.detail]).toEqual([201, undefined])
    expect([await sees('chen', found), await sees('zhao', found)]).toEqual([true, false])
    const id = await running(stop())
    const answer = await bring('zhao')
    expect([await sees('zhao', answer), await sees('wang', answer)]).toEqual([true, false])
    const version = (await house.send('chen', 'GET', `/measures/${id}`)).body.acts
    const asked = { input: { text: '联锁已恢复' }, attachments: [answer], version }
    expect((await house.send('zhao', 'POST', `/measures/${id}/ask`, asked)).status).toBe(200)
    expect(await sees('wang', answer)).toBe(true)
    await play(id, [['chen', 'release', { text: '同意' }]])
  })

  test('is lifted after the enterprise asked and two officers looked, by the head and not by them', async () => {
    const id = await running(stop())
    const look = { text: '联锁已恢复', coOfficer: house.people.zhang }
    expect((await act('wang', id, 'fail', look, 1)).status).toBe(409)
    await play(id, [
      ['zhao', 'ask', { text: '联锁已恢复，申请恢复生产' }, 1],
      ['wang', 'fail', { ...look, text: '二号釜联锁没有恢复' }, 1],
    ])
    expect((await own(id)).body).toMatchObject({ askedOn: null, failed: { text: '二号釜联锁没有恢复' } })
    const { applications } = (await own(id)).body
    expect(applications).toMatchObject([{ on: ago(0), by: '赵安全', text: '联锁已恢复，申请恢复生产' }])
    // What the enterprise asks for nobody asks in its place.
    const open_ = (await house.send('wang', 'GET', `/measures/${id}`)).body.openActs
    expect(open_.map(({ act: one }: { act: string }) => one)).not.toContain('ask')
    expect((await act('wang', id, 'ask', { text: '代企业申请' }, 1)).status).toBe(403)
    await play(id, [
      ['zhao', 'ask', { text: '二号釜也恢复了' }, 1],
      ['wang', 'pass', look, 1],
    ])
    expect((await act('chen', id, 'decline', { text: '' })).body.errors[0].pointer).toBe('/input/text')
    await play(id, [['chen', 'decline', { text: '再试车一天' }]])
    const back = (await house.send('wang', 'GET', `/measures/${id}`)).body
    expect([back.state, back.clock.dueOn]).toEqual(['in_force', day(20)])
    await play(id, [
      ['wang', 'pass', look, 1],
      ['chen', 'release', { text: '同意恢复' }],
    ])
    expect((await own(id)).body).toMatchObject({ stage: '已解除', acts: [], liftedOn: ago(0) })
  })

  test('that is not obeyed has its power cut off, a day after the notice or at once where safety cannot wait', async () => {
    const id = await running(stop())
    const why = { cut: 'power', supplier: '广饶县供电公司', danger: '夜间偷开反应釜', range: '二车间' }
    const cut = { startsOn: ago(0), startsAt: '00:00', urgent: false, text: '同意' }
    expect((await act('chen', id, 'cut', cut)).status).toBe(409)
    await play(id, [['wang', 'ask-cut', why, 1]])
    const early = await act('chen', id, 'cut', cut)
    expect([early.status, early.body.detail]).toEqual([422, expect.stringMatching(/提前二十四小时/)])
    await play(id, [['chen', 'cut', { ...cut, startsOn: day(2), startsAt: '09:30' }]])
    expect((await own(id)).body.cut).toEqual({
      ...{ title: '停止供电', supplier: '广饶县供电公司', startsAt: `${day(2)} 09:30` },
    })
    await play(id, [['wang', 'restore', { text: '已停产，清空物料' }]])
    expect((await own(id)).body).toMatchObject({ stage: '执行中', cut: null })
  })

  test('fills in its documents, and a notice to the supplier waits for the head', async () => {
    await fillAgency(base)
    const id = await running(stop())
    const suits = async () =>
      Object.fromEntries(
        (await house.send('wang', 'GET', `/cases/${id}/documents`)).body.suits.map(
          (one: { key: string; waits: string[] }) => [one.key, one.waits],
        ),
      )
    expect((await suits()).utility_cutoff_notice).toContain('负责人还没有批准停止供电、供应')
    expect(Object.keys(await suits())).toContain('onsite_measures_decision')
    expect(Object.keys(await suits())).not.toContain('seizure_decision')
    await play(id, [
      ['wang', 'ask-cut', { cut: 'power', supplier: '广饶县供电公司', danger: '夜间偷开', range: '二车间' }, 1],
      ['chen', 'cut', { startsOn: day(2), startsAt: '09:30', urgent: false, text: '同意' }],
    ])
    const about = { key: 'utility_cutoff_notice', caseId: id, objectId: house.enterprise }
    const { body, status } = await house.send('wang', 'POST', '/legal-documents', about)
    expect([status, body.detail]).toEqual([201, undefined])
    expect(body.values).toMatchObject({ supplierName: '广饶县供电公司', measure: '停止供电', scope: '二车间' })
  })
})

describe('the service of a decision', () => {
  /** A decision that was issued, as whoever serves it has it. */
  const issued = async (id: string, key = 'onsite_measures_decision') => {
    await fillAgency(base)
    const about = { caseId: id, objectId: house.enterprise }
    const record = await house.send('wang', 'POST', '/legal-documents', {
      ...{ key: 'inspection_record', ...about, values: recordValues },
    })
    const recorded = await house.send('wang', 'POST', `/legal-documents/${record.body.id}/issue`, {})
    expect([recorded.status, recorded.body.detail]).toEqual([200, undefined])
    const { body } = await house.send('wang', 'POST', '/legal-documents', { key, ...about })
    const done = await house.send('wang', 'POST', `/legal-documents/${body.id}/issue`, {})
    expect([done.status, done.body.detail]).toEqual([200, undefined])
    return done.body.id as string
  }
  const served = async (paper: string, more: object = {}) => {
    const input = { way: 'paper', recipient: '赵安全', servedOn: ago(0), ...more }
    return house.send('wang', 'POST', `/legal-documents/${paper}/services`, input)
  }
  const measureOf = async (id: string) => (await house.send('wang', 'GET', `/measures/${id}`)).body
  const lastInput = async (id: string) => (await measureOf(id)).history.at(-1)

  test('entered with the paper is done on the case, with day, way, proof and term, or not at all', async () => {
    const { id } = (await open('wang', 'propose', stop())).body
    await play(id, [['chen', 'approve', { text: '同意' }]])
    const paper = await issued(id)
    const { service: asked } = (await house.send('wang', 'GET', `/legal-documents/${paper}`)).body
    expect(asked).toMatchObject({ act: '送达决定书', ways: ['paper', 'left', 'post'], told: null })
    const proofFileId = await house.file('wang')
    const pointer = async (more: object) => (await served(paper, more)).body.errors?.[0]?.pointer
    expect(await pointer({ way: 'account' })).toBe('/way')
    expect(await pointer({})).toBe('/proofFileId')
    expect(await pointer({ proofFileId })).toBe('/until')
    expect(await pointer({ proofFileId, until: day(400) })).toBe('/input/dueOn')
    expect((await measureOf(id)).state).toBe('approved')
    expect((await house.send('wang', 'GET', `/legal-documents/${paper}`)).body.servedOn).toBeNull()
    const done = await served(paper, { way: 'left', proofFileId, until: day(20) })
    expect([done.status, done.body.detail]).toEqual([200, undefined])
    const { act, input, attachments } = await lastInput(id)
    expect([act, input.way, input.on, input.dueOn, input.receiver]).toEqual([
      'serve',
      'left',
      ago(0),
      day(20),
      '赵安全',
    ])
    expect(attachments.map(({ fileId }: { fileId: string }) => fileId)).toEqual([proofFileId])
    expect((await own(id)).body).toMatchObject({ stage: '执行中', until: day(20) })
  })

  test('entered on the case settles the paper that was issued, and the one that is issued after it', async () => {
    const { id } = (await open('wang', 'propose', stop())).body
    await play(id, [['chen', 'approve', { text: '同意' }]])
    const before = await issued(id)
    await play(id, [['wang', 'serve', { ...service(day(20)), way: 'left' }, 1]])
    const settled = {
      servedOn: ago(0),
      receivedAt: expect.any(String),
      services: [{ way: 'left', recipient: '赵安全' }],
    }
    expect((await house.send('wang', 'GET', `/legal-documents/${before}`)).body).toMatchObject(settled)
    const again = await served(before, { proofFileId: await house.file('wang'), until: day(20) })
    expect(again.status).toBe(409)
    const later = await running(stop())
    const paper = await issued(later)
    expect((await house.send('wang', 'GET', `/legal-documents/${paper}`)).body).toMatchObject({
      ...{ servedOn: ago(0), services: [{ way: 'paper', recipient: '赵安全' }] },
    })
    expect((await measureOf(later)).history.filter(({ act: one }: { act: string }) => one === 'serve')).toHaveLength(1)
  })

  test('of what was taken at once is entered before the head grants it, and counts when he does', async () => {
    const { id } = (await open('wang', 'take', { ...stop(), urgency: '正在泄漏' }, 1)).body
    const paper = await issued(id)
    const proof = { proofFileId: await house.file('wang') }
    expect((await served(paper, { ...proof, until: day(400) })).body.errors?.[0]?.pointer).toBe('/input/dueOn')
    const done = await served(paper, { ...proof, until: day(20) })
    expect([done.status, done.body.detail]).toEqual([200, undefined])
    expect((await measureOf(id)).state).toBe('urgent')
    await play(id, [['chen', 'approve', { text: '同意' }]])
    const granted = await measureOf(id)
    expect([granted.state, granted.clock.dueOn]).toEqual(['in_force', day(20)])
    expect((await own(id)).body).toMatchObject({ servedOn: ago(0), acts: [{ act: 'ask' }] })
    expect(await base.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
  })
})

describe('a seizure', () => {
  test('names every thing, lasts thirty days, stands still while it is tested, and ends thing by thing', async () => {
    const bare = await open('wang', 'propose', { ...seal(), items: [] })
    expect([bare.status, bare.body.errors[0].pointer]).toEqual([422, '/input/items'])
    const id = await running(seal(), day(30))
    expect((await act('wang', id, 'tested', { text: '检完' })).status).toBe(409)
    // Nobody lengthens or stops the term of the law by what all kinds of cases have.
    for (const [name, input] of [
      ['extend', { until: '2099-12-31', reason: '再等等' }],
      ['suspend', { reason: '等通知' }],
    ] as const)
      expect((await act('chen', id, name, input)).body.detail).toMatch(/期限是法定的/)
    await play(id, [['wang', 'test', { reason: '送省检测中心测含量' }]])
    const { clock } = (await house.send('wang', 'GET', `/measures/${id}`)).body
    expect(clock.stoppedSince).not.toBeNull()
    const during = await act('wang', id, 'pass', { text: '看过了', coOfficer: house.people.zhang }, 1)
    expect([during.status, during.body.detail]).toEqual([409, expect.stringMatching(/检测、检验、鉴定还没有完毕/)])
    await play(id, [['wang', 'tested', { text: '属于危险化学品' }]])
    const lines = (await house.send('zhao', 'GET', '/own-measures')).body.items
    expect(lines.find((one: { id: string }) => one.id === id)).toMatchObject({
      ...{ stage: '执行中', until: day(30), number: expect.stringMatching(/^QC-/) },
    })
    const far = await act('chen', id, 'lengthen', { until: day(61), reason: '情况复杂' })
    expect([far.status, far.body.errors[0].pointer]).toEqual([422, '/input/until'])
    await play(id, [['chen', 'lengthen', { until: day(60), reason: '情况复杂' }]])
    expect((await act('chen', id, 'lengthen', { until: day(60), reason: '情况复杂' })).status).toBe(422)
    const half = await act('chen', id, 'release', { text: '同意', disposals: [{ n: 1, disposal: 'confiscate' }] })
    expect([half.status, half.body.errors[0].pointer]).toEqual([422, '/input/disposals'])
    const whole = [
      { n: 1, disposal: 'confiscate' },
      { n: 2, disposal: 'release' },
    ]
    await play(id, [['chen', 'release', { text: '同意处理', disposals: whole }]])
    expect((await own(id)).body.items).toEqual([
      { name: '硝酸铵', spec: '工业级', qty: '2 吨', disposal: '没收' },
      { name: '三号仓库', spec: '', qty: '1 处', disposal: '解除' },
    ])
  })
})

test('a measure is taken against an enterprise that is there, for what was found at it', async () => {
  const other = (
    await house.send('wang', 'POST', '/enterprises', { name: '广饶澜海精细化工有限公司', gridCode: VILLAGE })
  ).body.id
  const { id } = (await open('wang', 'propose', stop())).body
  const propose = (more: object) => house.send('wang', 'POST', '/measures/propose', { input: stop(), ...more })
  const foreign = await propose({ objectId: other, fromId: id })
  expect([foreign.status, foreign.body.type, foreign.body.errors[0].pointer]).toEqual([
    ...[422, '/problems/measure/other-party', '/fromId'],
  ])
  expect(foreign.body.detail).toMatch(/另一家企业/)
  expect((await propose({ objectId: house.enterprise, fromId: id })).status).toBe(201)
  expect((await propose({ objectId: other })).status).toBe(201)
  await asOwner(base.ownerUrl, `update enterprise set operating_state = 'closed' where id = $1`, [other])
  const closed = await propose({ objectId: other })
  expect([closed.status, closed.body.errors[0]]).toEqual([
    422,
    { pointer: '/objectId', message: '广饶澜海精细化工有限公司已经关闭（注销），不能再对它采取措施' },
  ])
})

test('no decision is written before the head granted it, nor after he refused', async () => {
  await fillAgency(base)
  const { id } = (await open('wang', 'propose', seal())).body
  const draft = { key: 'seizure_decision', caseId: id, objectId: house.enterprise }
  const write = () => house.send('wang', 'POST', '/legal-documents', draft)
  expect((await write()).body.detail).toMatch(/负责人还没有批准/)
  await play(id, [['chen', 'refuse', { text: '证据不足' }]])
  expect((await write()).body.detail).toMatch(/没有获得批准/)
})

test('taken at once, the enterprise knows; the head has 24 hours, and what he does not grant ends', async () => {
  const bare = await open('wang', 'take', { ...stop(), urgency: '正在泄漏' })
  expect(bare.status).toBe(422)
  const { body } = await open('wang', 'take', { ...seal(), urgency: '正在泄漏' }, 1)
  const hours = `select extract(epoch from due_at - opened_at) / 3600 as n from case_record where id = $1`
  expect(Math.round((await asOwner(base.ownerUrl, hours, [body.id])).rows[0].n)).toBe(24)
  expect((await own(body.id)).body).toMatchObject({ stage: '已当场采取，待补批', urgent: true })
  await play(body.id, [['chen', 'refuse', { text: '不够条件' }]])
  const ended = (await own(body.id)).body
  expect([ended.stage, ended.liftedOn]).toEqual(['没有获得批准，已解除', ago(0)])
  expect(ended.items.map(({ disposal }: { disposal: string }) => disposal)).toEqual(['解除', '解除'])
  const again = (await open('wang', 'take', { ...seal(), urgency: '正在泄漏' }, 1)).body.id
  await play(again, [['chen', 'approve', { text: '同意' }]])
  expect((await act('wang', again, 'withdraw', { text: '不办了' })).body.detail).toMatch(/不能撤回/)
})

test('the list is narrowed by kind, by what runs, by what the enterprise asked for and by what is over', async () => {
  const asked = await running(stop())
  await play(asked, [['zhao', 'ask', { text: '申请恢复' }, 1]])
  const over = await running(seal())
  await asOwner(base.ownerUrl, `update case_record set stage = 'overdue' where id = $1`, [over])
  const ids = async (query: string) =>
    (await house.send('wang', 'GET', `/measures?${query}`)).body.items.map(({ id }: { id: string }) => id)
  expect(await ids('asked=true')).toEqual([asked])
  expect(await ids('late=true&running=true')).toEqual([over])
  expect(await ids('kind=seizure&running=true')).toEqual([over])
  expect((await house.send('lin', 'GET', '/measures')).body.items).toEqual([])
  expect((await house.send('zhao', 'GET', '/measures')).status).toBe(403)
  expect(await base.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
})
