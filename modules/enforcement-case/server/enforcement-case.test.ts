import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { fillAgency } from '#modules/legal-document/server/test-documents.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import { remindOfTerms } from './jobs.ts'
import { ago, clue, furnish, type PenaltyHouse, served, weighing } from './test-penalty.ts'

let base: House
let house: PenaltyHouse
beforeAll(async () => {
  base = await openHouse()
  house = await furnish(base)
})
afterAll(() => base.close())

const filing = () => ({
  cause: '涉嫌未按规定进行安全教育培训案',
  item: '97-3',
  coOfficer: house.people.zhang,
  harm: false,
  text: '有违法事实，属本机关管辖',
})
const evidence = (more: object = {}) => ({
  kind: 'documentary',
  title: '培训档案',
  source: '由企业安全部提供',
  on: ago(29),
  where: '企业办公室',
  copy: 'copy',
  coOfficer: house.people.zhang,
  keeper: '王县监',
  ...more,
})
const concluded = (more: object = {}) => ({
  facts: '三名新进员工没有培训记录',
  penalise: true,
  weighing: weighing(more),
  publicInterest: false,
  complex: false,
  text: '建议给予罚款',
})

async function register(more: object = {}): Promise<string> {
  const opened = await house.send('wang', 'POST', '/enforcement-cases/register', {
    objectId: house.enterprise,
    input: clue(more),
  })
  expect([opened.status, opened.body.detail]).toEqual([201, undefined])
  return opened.body.id
}

/** Does steps one after another, each by somebody; all must be done. */
async function play(id: string, steps: readonly (readonly [Login, string, object])[]): Promise<string> {
  let state = ''
  for (const [login, name, input] of steps) {
    const answer = await house.act(login, id, name, input)
    expect([name, answer.status, answer.body.detail]).toEqual([name, 200, undefined])
    state = answer.body.state
  }
  return state
}

/** A case whose investigation is over, filed thirty days ago. */
async function investigated(more: object = {}, about: object = {}): Promise<string> {
  const id = await register(about)
  await play(id, [
    ['wang', 'ask-filing', filing()],
    ['chen', 'file', { text: '同意立案' }],
  ])
  await house.age(id, 30)
  await play(id, [
    ['wang', 'collect', evidence()],
    ['wang', 'conclude', concluded(more)],
  ])
  return id
}

describe('an ordinary case', () => {
  test('goes from its clue through a hearing to its closing, and each side sees what is its own', async () => {
    const id = await investigated({ tier: 'heavier', fact: '六人未培训', fine: 60_000 })
    const noticeOn = ago(28)
    expect(
      await play(id, [['wang', 'notify', { ...served(noticeOn), text: '拟罚款六万元，可以陈述申辩和申请听证' }]]),
    ).toBe('notified')
    const own = await house.send('zhao', 'GET', `/my-penalties/${id}`)
    expect(own.body).toMatchObject({ notice: { fine: 60_000 }, decision: null, money: null })
    expect(own.body.acts.map(({ act }: { act: string }) => act)).toContain('ask-hearing')
    await play(id, [
      ['zhao', 'state', { text: '新员工正在补训，请从轻' }],
      ['wang', 'ask-hearing', { text: '当事人书面申请听证', on: addWorkdays(noticeOn, 2) }],
    ])
    const early = await house.act('wang', id, 'propose', { outcome: 'penalise', text: '建议处罚' })
    expect([early.status, early.body.detail]).toEqual([409, expect.stringContaining('还没有复核')])
    await play(id, [['wang', 'recheck', { accepted: false, text: '补训不影响违法事实的认定' }]])
    const called = addWorkdays(noticeOn, 3)
    const hearing = (more: object = {}) => ({
      noticeOn: called,
      heldOn: addWorkdays(called, 7),
      where: '局二楼会议室',
      chair: house.people.zhou,
      open: true,
      text: '按期参加',
      ...more,
    })
    const soon = await house.act('wang', id, 'call-hearing', hearing({ heldOn: addWorkdays(called, 6) }))
    expect([soon.status, soon.body.detail]).toEqual([422, expect.stringContaining('七个工作日前通知')])
    const own_ = await house.act('wang', id, 'call-hearing', hearing({ chair: house.people.zhang }))
    expect([own_.status, own_.body.errors?.[0]?.pointer]).toEqual([409, '/input/chair'])
    expect((await house.act('wang', id, 'call-hearing', hearing({ chair: house.enterprise }))).status).toBe(422)
    await play(id, [
      ['wang', 'call-hearing', hearing()],
      ['wang', 'hold-hearing', { end: 'held', on: addWorkdays(called, 7), text: '双方质证，主持人认为事实清楚' }],
    ])
    expect(await play(id, [['wang', 'propose', { outcome: 'penalise', text: '维持告知的处罚' }]])).toBe('approval')
    const decision = { decisionNo: '（广）应急罚〔2026〕1号', text: '同意' }
    const unreviewed = await house.act('chen', id, 'decide', decision)
    expect([unreviewed.status, unreviewed.body.detail]).toEqual([409, expect.stringContaining('经过听证程序')])
    const seats = (await house.send('wang', 'GET', `/enforcement-cases/${id}/seats`)).body.items
    const reviewer = seats.find(({ personName }: { personName: string }) => personName === '周文博').id
    const own2 = seats.find(({ personName }: { personName: string }) => personName === '王县监').id
    const opinion = { verdict: 'agree', qualification: 'exam', text: '主体、事实、证据、依据、裁量、程序均合法' }
    const party =
      seats.find(({ personName }: { personName: string }) => personName === '赵安全')?.id ?? house.seats.zhao
    for (const seatId of [own2, party, house.seats.zhang, house.seats.chen])
      expect([
        seatId,
        (await house.act('wang', id, 'send-review', { seatId, text: '请审' })).body.errors?.[0]?.pointer,
      ]).toEqual([seatId, '/input/seatId'])
    await play(id, [['wang', 'send-review', { seatId: reviewer, text: '请审' }]])
    const back = await house.act('zhou', id, 'assign', { seatId: own2 })
    expect([back.status, back.body.detail]).toEqual([422, expect.stringContaining('办过本案')])
    expect(await play(id, [['zhou', 'review', opinion]])).toBe('approval')
    const alone = await house.act('chen', id, 'decide', decision)
    expect([alone.status, alone.body.detail]).toEqual([409, expect.stringContaining('集体讨论')])
    const attendees = [
      { name: '陈立军', opinion: '同意' },
      { name: '孙立国', opinion: '同意' },
    ]
    const talk = { on: ago(0), chair: '陈立军', attendees, agreed: true, text: '同意处罚' }
    const [first] = attendees
    const refused = async (more: object) =>
      (await house.act('chen', id, 'discuss', { ...talk, ...more })).body.errors?.[0]?.pointer
    expect(await refused({ on: ago(-1) })).toBe('/input/on')
    expect(await refused({ on: ago(1) })).toBe('/input/on')
    expect(await refused({ attendees: [first, first] })).toBe('/input/attendees')
    expect(await refused({ attendees: [first, { name: '孙立国', opinion: '不同意' }] })).toBe('/input/agreed')
    expect(await refused({ agreed: false })).toBe('/input/agreed')
    await play(id, [
      ['chen', 'discuss', talk],
      ['chen', 'decide', decision],
    ])
    expect((await house.send('zhao', 'GET', `/my-penalties/${id}`)).body.decision).toBeNull()
    expect(await play(id, [['wang', 'serve', served(ago(0))]])).toBe('performing')
    const told = (await house.send('zhao', 'GET', `/my-penalties/${id}`)).body
    expect(told).toMatchObject({ decision: { fine: 60_000 }, money: { fine: 60_000, outstanding: 60_000 } })
    expect(JSON.stringify(told)).not.toMatch(/主持人认为|法制|集体讨论|同意处罚/)
    await play(id, [['wang', 'publish', { publicFacts: '三名新进员工未经安全培训上岗作业' }]])
    const paid = { kind: 'fine', amount: 60_000, on: ago(0), receipt: '370001' }
    expect((await house.act('wang', id, 'pay', { ...paid, amount: 60_000.01 })).status).toBe(422)
    expect(await play(id, [['wang', 'pay', paid]])).toBe('closing')
    expect(await play(id, [['chen', 'close', { text: '罚款已缴清，同意结案' }]])).toBe('closed')
    const line = (await house.send('wang', 'GET', '/enforcement-cases?outcome=penalise')).body
    expect(line.items[0]).toMatchObject({ state: 'closed', facts: { fine: 60_000, paid: 60_000 } })
    const shown = (await house.send(null, 'GET', '/penalties')).body
    expect(shown).toMatchObject({ total: 1, items: [{ fine: 60_000, party: '广饶恒沣化工有限公司' }] })
  })
})

describe('decisions on the spot', () => {
  const spot = (more: object = {}) => ({
    ...{ what: '一处安全出口被杂物堵塞', where: '仓库', violatedOn: ago(0), partyKind: 'unit', item: '105-2' },
    ...{ partyName: '广饶恒沣化工有限公司', warning: true, fine: 2000, coOfficer: house.people.zhang, rights: true },
    ...{ decisionNo: '（广）应急当罚〔2026〕1号', collect: 'none', ...more },
  })
  const decide = async (more: object = {}) => {
    const files = [await house.file('wang')]
    const input = spot(more)
    return house.send('wang', 'POST', '/enforcement-cases/on-spot', {
      objectId: house.enterprise,
      input,
      attachments: files,
    })
  }

  test('stay below what the law allows, by two officers, and money is taken only where it may be', async () => {
    const pointer = async (more: object) => (await decide(more)).body.errors?.[0]?.pointer
    expect(await pointer({ fine: 3000.01 })).toBe('/input/fine')
    expect(await pointer({ partyKind: 'person', fine: 201 })).toBe('/input/fine')
    expect(await pointer({ fine: 0, warning: false })).toBe('/input/warning')
    expect(await pointer({ rights: false })).toBe('/input/rights')
    expect(await pointer({ collect: 'small', receipt: '3701' })).toBe('/input/collect')
    expect(await pointer({ collect: 'remote' })).toBe('/input/receipt')
    expect(await pointer({ coOfficer: house.people.wang })).toBe('/input/coOfficer')
    expect(await pointer({ violatedOn: '2199-01-01' })).toBe('/input/violatedOn')
    expect(await pointer({ partyName: '广饶另一家化工有限公司' })).toBe('/input/partyName')
  })

  test('that are revoked ask for no money any more, give back what was paid and leave the public list', async () => {
    const { id } = (await decide({ decisionNo: '（广）应急当罚〔2026〕3号', violatedOn: ago(1) })).body
    await play(id, [
      ['wang', 'file-simple', { text: '已报县局备案' }],
      ['wang', 'pay', { kind: 'fine', amount: 500, on: ago(0), receipt: '3703' }],
    ])
    const told = async (publicFacts: string) => (await house.act('wang', id, 'publish', { publicFacts })).body.detail
    expect(await told('电话 １３８ 0013-8000 转 24')).toContain('电话号码')
    expect(await told('证件 370523 1990-01-01 001X')).toContain('证件号码')
    expect(await told('法定代表人欧阳 建国在场')).toContain('欧阳建国')
    await play(id, [
      ['wang', 'publish', { publicFacts: '2026-11-20 至 2026-11-21，安全出口被堵塞' }],
      ['wang', 'remedy', { kind: 'reconsideration', since: ago(0), body: '东营市人民政府' }],
    ])
    const revoked = { result: 'revoked', ended: ago(0), text: '东政复决〔2026〕1号，撤销' }
    expect(await play(id, [['wang', 'end-remedy', revoked]])).toBe('annulled')
    const pay = { kind: 'fine', amount: 1500, on: ago(0), receipt: '3704' }
    expect((await house.act('wang', id, 'pay', pay)).body.type).toBe('/problems/case/act-closed')
    const own = (await house.send('zhao', 'GET', `/my-penalties/${id}`)).body
    expect(own).toMatchObject({ stage: '决定已撤销', money: null, annulledOn: ago(0), refund: 500, remedyUntil: null })
    const line = (await house.send('zhao', 'GET', '/my-penalties')).body.items.find(
      (one: { id: string }) => one.id === id,
    )
    expect(line).toMatchObject({ fine: 0, payBy: null })
    const { duties, money } = (await house.send('wang', 'GET', `/enforcement-cases/${id}/standing`)).body
    expect(money).toMatchObject({ outstanding: 0, surcharge: 0 })
    const open = duties.filter(({ doneOn }: { doneOn: string | null }) => doneOn === null)
    expect(open.map(({ key, title }: { key: string; title: string }) => [key, title.includes('500 元')])).toEqual([
      ['unpublish', false],
      ['refund', true],
    ])
    const shown = (await house.send(null, 'GET', '/penalties?q=3')).body.items
    expect(shown.some((one: { id: string }) => one.id === id)).toBe(false)
    await play(id, [['wang', 'unpublish', { text: '决定被撤销' }]])
  })

  test('are filed with the agency afterwards, then paid and closed', async () => {
    const { id } = (await decide()).body
    expect(await play(id, [['wang', 'file-simple', { text: '已报县局备案' }]])).toBe('performing')
    expect((await house.send('zhao', 'GET', `/my-penalties/${id}`)).body).toMatchObject({
      notice: null,
      decision: { fine: 2000 },
    })
    const owed = { text: '资金周转困难，请求分两期' }
    expect((await house.act('chen', id, 'grant-deferral', {})).status).toBe(422)
    const signed = { address: '广饶县大码头镇工业路 1 号', electronic: true, signer: '周海涛' }
    const after = await house.act('zhao', id, 'confirm-address', signed)
    expect([after.status, after.body.errors?.[0]?.pointer]).toEqual([422, '/input/electronic'])
    await play(id, [['zhao', 'ask-deferral', owed]])
    const parts = (first: number, until = ago(-60)) => ({
      instalments: [
        { dueOn: ago(-30), amount: first },
        { dueOn: ago(-60), amount: 1000 },
      ],
      ...{ until, text: '同意分两期' },
    })
    const short = await house.act('chen', id, 'grant-deferral', parts(999))
    expect([short.status, short.body.detail]).toEqual([422, expect.stringContaining('要等于没有缴的 2000 元')])
    const other = await house.act('chen', id, 'grant-deferral', parts(1000, ago(-61)))
    expect([other.status, other.body.errors[0].pointer]).toEqual([422, '/input/until'])
    const far = { instalments: [{ dueOn: ago(-800), amount: 2000 }], until: ago(-800), text: '同意' }
    const back = [
      { dueOn: ago(-60), amount: 1000 },
      { dueOn: ago(-30), amount: 1000 },
    ]
    for (const plan of [far, { instalments: back, until: ago(-30), text: '同意' }])
      expect((await house.act('chen', id, 'grant-deferral', plan)).body.errors?.[0]?.pointer).toBe('/input/instalments')
    await play(id, [['chen', 'grant-deferral', parts(1000)]])
    expect((await house.send('wang', 'GET', `/enforcement-cases/${id}`)).body.clock.dueOn).toBe(ago(-60))
    const over = await house.act('wang', id, 'pay', { kind: 'fine', amount: 2001, on: ago(0), receipt: '3702' })
    expect([over.status, over.body.detail]).toEqual([422, expect.stringContaining('只欠罚款 2000 元')])
    expect(await play(id, [['wang', 'pay', { kind: 'fine', amount: 2000, on: ago(0), receipt: '3702' }]])).toBe(
      'closing',
    )
    const again = await decide({ collect: 'hard', receipt: '370009', decisionNo: '（广）应急当罚〔２０２６〕１号' })
    expect([again.status, again.body.errors?.[0]?.pointer]).toEqual([409, '/input/decisionNo'])
    const next = { collect: 'hard', receipt: '370009', decisionNo: '（广）应急当罚〔2026〕2号' }
    const paid = (await decide(next)).body.id
    expect(await play(paid, [['wang', 'file-simple', { text: '已报县局备案' }]])).toBe('closing')
  })
})

describe('whoever may not', () => {
  test('another county learns nothing, and the party nothing of the inside', async () => {
    const id = await investigated()
    for (const path of ['', '/standing', '/evidence', '/similar'])
      expect([path, (await house.send('lin', 'GET', `/enforcement-cases/${id}${path}`)).status]).toEqual([path, 404])
    expect((await house.act('lin', id, 'notify', { ...served(ago(1)), text: '拟罚款' }, 0)).status).toBe(404)
    for (const path of ['/enforcement-cases', `/enforcement-cases/${id}`, `/enforcement-cases/${id}/evidence`])
      expect([path, (await house.send('zhao', 'GET', path)).status]).toEqual([path, 403])
    // Before the notice there is nothing the party is told of.
    expect((await house.send('zhao', 'GET', `/my-penalties/${id}`)).status).toBe(404)
    const found = await house.send('zhao', 'GET', `/cases/search?q=${encodeURIComponent('安全培训')}`)
    expect(JSON.stringify(found.body)).not.toContain(id)
    await play(id, [['wang', 'notify', { ...served(ago(1)), text: '拟罚款三万元' }]])
    await play(id, [['zhao', 'state', { text: '已经补训，请从轻' }]])
    const told = (await house.send('wang', 'GET', '/inbox')).body.items
    expect(told.map(({ title }: { title: string }) => title)).toContain('当事人陈述、申辩，请复核')
    const person = await investigated(
      { stage: 'person', tier: 'minor', fine: 22_000 },
      { partyKind: 'person', partyName: '周某某' },
    )
    await play(person, [['wang', 'notify', { ...served(ago(1)), text: '拟罚款二万二千元' }]])
    expect((await house.send('zhao', 'GET', `/my-penalties/${person}`)).status).toBe(404)
    expect((await house.act('zhao', person, 'state', { text: '不服' })).status).toBe(404)
    expect((await house.send('zhao', 'GET', `/my-penalties/${id}`)).body.notice).toMatchObject({ hearingUntil: null })
  })

  test('nobody takes evidence alone or with a certificate that does not hold', async () => {
    const id = await register()
    await play(id, [
      ['wang', 'ask-filing', filing()],
      ['chen', 'file', { text: '同意' }],
    ])
    const alone = await house.act('wang', id, 'collect', evidence({ on: ago(0), coOfficer: house.people.wang }))
    expect([alone.status, alone.body.detail]).toEqual([422, expect.stringContaining('另一名不能是您自己')])
    const old = await house.act('wang', id, 'collect', evidence({ on: ago(58 + 740) }))
    expect([old.status, old.body.errors[0].pointer]).toEqual([422, '/input/on'])
    const none = await house.act('wang', id, 'collect', evidence({ on: ago(0), coOfficer: house.people.chen }))
    expect([none.status, none.body.errors[0].pointer]).toEqual([422, '/input/coOfficer'])
    expect((await house.act('wang', id, 'collect', evidence({ on: ago(0) }), 0)).body.type).toBe(
      '/problems/case/evidence-missing',
    )
    expect((await house.act('wang', id, 'conclude', concluded())).body.detail).toContain('还没有登记证据')
    await play(id, [['wang', 'collect', evidence({ on: ago(0) })]])
    const recusal = { officer: house.people.lin, by: '当事人', text: '是企业负责人的亲属' }
    expect((await house.act('wang', id, 'recuse', recusal)).body.errors[0].pointer).toBe('/input/officer')
    await play(id, [['wang', 'recuse', { officer: house.people.zhang, by: '当事人', text: '是企业负责人的亲属' }]])
    expect((await house.act('wang', id, 'conclude', concluded())).body.detail).toContain('回避申请还没有决定')
    await play(id, [['chen', 'settle-recusal', { granted: false, text: '不是近亲属' }]])
    const card = (await house.send('wang', 'GET', '/officer-certificates')).body.items.find(
      ({ personId }: { personId: string }) => personId === house.people.zhang,
    )
    const reason = { reason: '年审没有通过' }
    await base.as('admin')('POST', `/api/v1/officer-certificates/${card.id}/suspend`, reason, {
      'if-match': `"${card.version}"`,
    })
    const unfit = await house.act('wang', id, 'conclude', concluded())
    expect([unfit.status, unfit.body.type]).toEqual([422, '/problems/enforcement-case/few-officers'])
    expect(unfit.body.detail).toMatch(/^张明远.*执法证件有效/)
    const again = (await house.send('wang', 'GET', '/officer-certificates')).body.items.find(
      ({ personId }: { personId: string }) => personId === house.people.zhang,
    )
    await base.as('admin')('POST', `/api/v1/officer-certificates/${again.id}/restore`, reason, {
      'if-match': `"${again.version}"`,
    })
    await play(id, [['wang', 'conclude', concluded()]])
  })
})

describe('the hands of a case', () => {
  test('the handler that has to withdraw is replaced, and does nothing more in it', async () => {
    const id = await register()
    await play(id, [
      ['wang', 'ask-filing', filing()],
      ['chen', 'file', { text: '同意' }],
      ['wang', 'recuse', { officer: house.people.wang, by: '当事人', text: '是企业负责人的亲属' }],
    ])
    const settled = (instead: string | undefined) => ({ granted: true, instead, text: '是近亲属' })
    const same = await house.act('chen', id, 'settle-recusal', settled(house.people.zhang))
    expect([same.status, same.body.errors[0].pointer]).toEqual([422, '/input/instead'])
    await play(id, [['chen', 'settle-recusal', settled(house.people.zhou)]])
    const now = (await house.send('chen', 'GET', `/enforcement-cases/${id}/standing`)).body.officers
    expect(now.map(({ name }: { name: string }) => name)).toEqual(['周文博', '张明远'])
    const barred = await house.act('wang', id, 'collect', evidence({ on: ago(0) }))
    expect([barred.status, barred.body.detail]).toEqual([409, expect.stringContaining('您在本案已经回避')])
    const named = await house.act('zhou', id, 'collect', evidence({ on: ago(0), coOfficer: house.people.wang }))
    expect([named.status, named.body.errors[0].pointer]).toEqual([422, '/input/coOfficer'])
    // Whoever took his place has the case.
    expect(
      await play(id, [
        ['zhou', 'collect', evidence({ on: ago(0) })],
        ['zhou', 'conclude', concluded()],
      ]),
    ).toBe('investigated')
  })
})

describe('what the party was told', () => {
  const large = { tier: 'heavier', fact: '六人未培训', fine: 60_000 }
  const notice = (more: object = {}) => ({ ...served(ago(20)), text: '拟罚款，可以陈述申辩', ...more })

  test('is what is decided: another conduct or another investigation is told anew', async () => {
    const id = await investigated()
    await play(id, [
      ['wang', 'notify', notice()],
      ['zhao', 'state', { text: '不是培训的事' }],
    ])
    expect((await house.act('wang', id, 'notify', notice())).body.detail).toContain('内容没有变')
    const other = weighing({ item: '97-4', fine: 26_000 })
    await play(id, [['wang', 'recheck', { accepted: true, text: '按另一项处罚', weighing: other }]])
    const untold = await house.act('wang', id, 'propose', { outcome: 'penalise', text: '建议处罚' })
    expect([untold.status, untold.body.detail]).toEqual([409, expect.stringContaining('重新送达处罚告知')])
    await play(id, [
      ['wang', 'notify', notice()],
      ['wang', 'propose', { outcome: 'penalise', text: '建议处罚' }],
      ['chen', 'send-back', { text: '再查一次' }],
      ['wang', 'reinvestigate', { text: '补证' }],
      ['wang', 'conclude', concluded({ item: '97-4', fine: 26_000 })],
    ])
    const again = await house.act('wang', id, 'propose', { outcome: 'penalise', text: '建议处罚' })
    expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining('重新调查终结')])
    await play(id, [['chen', 'terminate', { ground: 'wrong', text: '不应当立案' }]])
  })

  test('may be answered: what the party asked for is given up by it alone, or on paper', async () => {
    const id = await investigated(large)
    await play(id, [['wang', 'notify', { ...served(ago(1)), text: '拟罚款六万元' }]])
    const bare = await house.act('wang', id, 'waive-hearing', { text: '放弃听证' }, 0)
    expect([bare.status, bare.body.type]).toEqual([422, '/problems/case/evidence-missing'])
    expect((await house.act('wang', id, 'ask-hearing', { text: '要求听证' })).body.errors[0].pointer).toBe('/input/on')
    await play(id, [
      ['zhao', 'ask-hearing', { text: '要求听证' }],
      ['zhao', 'state', { text: '只有两人没有培训' }],
    ])
    for (const act of ['waive-hearing', 'waive-defence']) {
      const taken = await house.act('wang', id, act, { text: '放弃' })
      expect([act, taken.status, taken.body.detail]).toEqual([act, 409, expect.stringContaining('只能由当事人撤回')])
    }
    // Below what gives the right, the hearing that was asked for holds nothing up.
    await play(id, [
      ['wang', 'recheck', { accepted: true, text: '采纳', weighing: weighing({ fine: 26_000 }) }],
      ['wang', 'propose', { outcome: 'penalise', text: '建议罚款二万六千元' }],
    ])
  })
})

describe('evidence, terms and links', () => {
  test('each handing over is kept, and held evidence that is not settled is told of', async () => {
    const id = await register()
    await play(id, [
      ['wang', 'ask-filing', filing()],
      ['chen', 'file', { text: '同意' }],
    ])
    await house.age(id, 30)
    await play(id, [['wang', 'collect', evidence()]])
    const handed = (on: string) => ({ evidence: 1, receiver: '市检测中心 王工', on, why: '送检' })
    expect((await house.act('wang', id, 'hand-over', handed(ago(40)))).status).toBe(422)
    expect((await house.act('wang', id, 'hand-over', { ...handed(ago(20)), evidence: 7 })).status).toBe(422)
    await play(id, [
      ['wang', 'hand-over', handed(ago(20))],
      ['wang', 'hand-over', { ...handed(ago(10)), receiver: '王县监', why: '检测完取回' }],
      [
        'wang',
        'hold',
        { what: '不合格安全帽二十顶', keeper: '周海涛', where: '企业仓库', approver: '陈立军', on: ago(20) },
      ],
    ])
    const { items } = (await house.send('wang', 'GET', `/enforcement-cases/${id}/evidence`)).body
    expect(items[0]).toMatchObject({
      keeper: '王县监',
      collectors: ['王县监', '张明远'],
      files: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    })
    expect(items[0].handings.map(({ from, to }: { from: string; to: string }) => [from, to])).toEqual([
      ['王县监', '市检测中心 王工'],
      ['市检测中心 王工', '王县监'],
    ])
    const standing = (await house.send('wang', 'GET', `/enforcement-cases/${id}/standing`)).body
    expect(standing.duties[0]).toMatchObject({ key: 'hold-1', doneOn: null, dueOn: addWorkdays(ago(20), 7) })
    expect((await house.send('wang', 'GET', '/enforcement-cases?duty=late')).body.total).toBe(1)
    expect(await remindOfTerms(base.db)).toBeGreaterThan(0)
    expect(await remindOfTerms(base.db)).toBe(0)
    const told = (await house.send('wang', 'GET', '/inbox')).body.items
    expect(told.map(({ title }: { title: string }) => title)).toContainEqual(expect.stringContaining('登记保存的证据'))
    await play(id, [['wang', 'settle-hold', { hold: 1, disposal: 'recorded', on: ago(1), text: '拍照后返还' }]])
    expect((await house.send('wang', 'GET', '/enforcement-cases?duty=late')).body.total).toBe(0)
  })

  test('the 90 days stand still while the case is suspended, through the states', async () => {
    const id = await investigated()
    const clock = async () => (await house.send('wang', 'GET', `/enforcement-cases/${id}`)).body.clock
    const before = await clock()
    expect(before).toMatchObject({ title: '办案期限', stoppedSince: null })
    await play(id, [['zhou', 'suspend', { reason: '等鉴定意见' }]])
    expect((await clock()).stoppedSince).not.toBeNull()
    await play(id, [['wang', 'reinvestigate', { text: '补鉴定' }]])
    expect((await house.act('chen', id, 'pause', { reason: '再停一次' })).body.detail).toContain('已经停了')
    expect((await clock()).stoppedSince).not.toBeNull()
    await play(id, [['wang', 'go-on', { text: '鉴定意见已经收到' }]])
    expect(await clock()).toMatchObject({ dueOn: before.dueOn, stoppedSince: null })
    const sooner = await house.act('chen', id, 'lengthen', { until: before.dueOn, reason: '案情复杂' })
    expect([sooner.status, sooner.body.errors[0].pointer]).toEqual([422, '/input/until'])
    await play(id, [['chen', 'lengthen', { until: ago(-120), reason: '案情复杂' }]])
    expect((await clock()).dueOn).toBe(ago(-120))
  })

  test('a clue comes out of a hazard and both know, and sent twice it is one case', async () => {
    const hazard = await house.send('wang', 'POST', '/hazards/register', {
      objectId: house.enterprise,
      input: { what: '报警器离线', where: '罐区', source: 'government_inspection' },
      attachments: [await house.file('wang')],
    })
    const body = {
      ...{ id: newId(), fromId: hazard.body.id, objectId: house.enterprise },
      input: clue({ source: 'hazard' }),
    }
    const [one, two] = [
      await house.send('wang', 'POST', '/enforcement-cases/register', body),
      await house.send('wang', 'POST', '/enforcement-cases/register', body),
    ]
    expect([one.status, two.status, two.body.id]).toEqual([201, 201, one.body.id])
    const seen = async (path: string) => (await house.send('wang', 'GET', path)).body.related
    expect((await seen(`/hazards/${hazard.body.id}`))[0].id).toBe(one.body.id)
    expect((await seen(`/enforcement-cases/${one.body.id}`))[0].id).toBe(hazard.body.id)
  })

  test('a decision that is annulled leaves the public list, with the days for that told', async () => {
    const decision = { decisionNo: '（广）应急罚〔2026〕9号', text: '同意' }
    const decided = async (violatedOn: string) => {
      const id = await investigated({}, { violatedOn })
      await play(id, [
        ['wang', 'notify', { ...served(ago(20)), text: '拟罚款三万元' }],
        ['wang', 'propose', { outcome: 'penalise', text: '维持' }],
      ])
      return [id, await house.act('chen', id, 'decide', decision)] as const
    }
    // The first case of this file fined the enterprise for what it did sixty days ago.
    const [, twice] = await decided(ago(60))
    expect([twice.status, twice.body.type]).toEqual([409, '/problems/enforcement-case/fined-before'])
    const [id, done] = await decided(ago(61))
    expect(done.body.state).toBe('decided')
    const unproven = await house.act('wang', id, 'serve', served(ago(0)), 0)
    expect([unproven.status, unproven.body.type]).toEqual([422, '/problems/case/evidence-missing'])
    const electronic = await house.act('wang', id, 'serve', served(ago(0), { way: 'electronic' }))
    expect([electronic.status, electronic.body.errors[0].pointer]).toEqual([409, '/input/way'])
    const address = { address: '广饶县大码头镇工业路 1 号', electronic: true, signer: '周海涛' }
    const soon = await house.act('wang', id, 'publish', { publicFacts: '员工未经培训上岗' })
    expect([soon.status, soon.body.detail]).toEqual([409, expect.stringContaining('还没有送达')])
    expect((await house.act('zhao', id, 'confirm-address', address, 0)).body.type).toBe(
      '/problems/case/evidence-missing',
    )
    await play(id, [
      ['zhao', 'confirm-address', address],
      ['zhao', 'receive', { signer: '周海涛' }],
      ['wang', 'publish', { publicFacts: '员工未经培训上岗' }],
    ])
    const shown = async () =>
      (await house.send(null, 'GET', '/penalties?q=9')).body.items.some((one: { id: string }) => one.id === id)
    expect(await shown()).toBe(true)
    await play(id, [['chen', 'annul', { on: ago(0), text: '县政府复议决定撤销' }]])
    expect(await shown()).toBe(false)
    const { duties } = (await house.send('wang', 'GET', `/enforcement-cases/${id}/standing`)).body
    expect(duties.find(({ key }: { key: string }) => key === 'unpublish')).toMatchObject({ doneOn: null })
    await play(id, [['wang', 'unpublish', { text: '处罚决定被撤销' }]])
  })
})

test('the documents of a case fill themselves in, and what does not suit it yet says why', async () => {
  await fillAgency(base)
  const id = await investigated()
  const { suits } = (await house.send('wang', 'GET', `/cases/${id}/documents`)).body
  const waits = Object.fromEntries(suits.map((one: { key: string; waits: string[] }) => [one.key, one.waits]))
  expect(Object.keys(waits)).toContain('penalty_notice')
  expect(waits.hearing_right_notice).toContain('拟作出的处罚没有达到听证的标准')
  expect(waits.collective_discussion_record).toContain('还没有集体讨论')
  const about = { key: 'penalty_notice', caseId: id, objectId: house.enterprise }
  const { body, status } = await house.send('wang', 'POST', '/legal-documents', about)
  expect([status, body.detail]).toEqual([201, undefined])
  expect(body.values).toMatchObject({
    facts: '三名新进员工没有培训记录',
    evidence: [{ name: '培训档案（书证）', proves: '上述事实' }],
    penaltyBasis: ['《中华人民共和国安全生产法》第九十七条第三项'],
    proposedPenalty: '罚款人民币 30,000 元',
    defenceTermDays: '5',
  })
})

test('a notice that was served as a paper was told on the case', async () => {
  await fillAgency(base)
  const id = await investigated()
  const issue = async (key: string, values: object = {}) => {
    const about = { key, caseId: id, objectId: house.enterprise, values }
    const { body } = await house.send('wang', 'POST', '/legal-documents', about)
    const done = await house.send('wang', 'POST', `/legal-documents/${body.id}/issue`, {})
    expect([key, done.status, done.body.detail]).toEqual([key, 200, undefined])
    return done.body
  }
  const paper = await issue('penalty_notice')
  expect(paper.service).toMatchObject({ act: '送达处罚告知', ways: ['paper', 'left'] })
  const input = { way: 'left', recipient: '周海涛', servedOn: ago(0) }
  const serve = (more: object = {}) =>
    house.send('wang', 'POST', `/legal-documents/${paper.id}/services`, { ...input, ...more })
  expect((await serve()).body.errors?.[0]?.pointer).toBe('/proofFileId')
  expect((await serve({ way: 'post', trackingNo: 'EX12' })).body.errors?.[0]?.pointer).toBe('/way')
  const entered = await serve({ proofFileId: await house.file('wang') })
  expect([entered.status, entered.body.detail]).toEqual([200, undefined])
  const told = (await house.send('wang', 'GET', `/enforcement-cases/${id}`)).body
  expect([told.state, told.history.at(-1).input]).toMatchObject([
    'notified',
    { way: 'left', on: ago(0), begunOn: ago(0), receiver: '周海涛' },
  ])
  // Another notice is another paper: what was told of the first one is not its service.
  const second = await issue('penalty_notice')
  expect([second.servedOn, second.service]).toEqual([null, null])
})
