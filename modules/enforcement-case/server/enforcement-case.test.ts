import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse } from '#apps/server/test-house.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
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
async function investigated(more: object = {}): Promise<string> {
  const id = await register()
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
  test('goes from its clue through a hearing to the archive, and each side sees what is its own', async () => {
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
    await play(id, [['wang', 'send-review', { seatId: own2, text: '请审' }]])
    const self = await house.act('wang', id, 'review', opinion)
    expect([self.status, self.body.type]).toEqual([409, '/problems/case/act-closed'])
    await house.act('chen', id, 'assign', { seatId: reviewer })
    expect(await play(id, [['zhou', 'review', opinion]])).toBe('approval')
    const alone = await house.act('chen', id, 'decide', decision)
    expect([alone.status, alone.body.detail]).toEqual([409, expect.stringContaining('集体讨论')])
    const attendees = [
      { name: '陈立军', opinion: '同意' },
      { name: '孙立国', opinion: '同意' },
    ]
    await play(id, [
      ['chen', 'discuss', { on: ago(1), chair: '陈立军', attendees, agreed: true, text: '同意处罚' }],
      ['chen', 'decide', decision],
    ])
    expect((await house.send('zhao', 'GET', `/my-penalties/${id}`)).body.decision).toBeNull()
    expect(await play(id, [['wang', 'serve', served(ago(0))]])).toBe('performing')
    const told = (await house.send('zhao', 'GET', `/my-penalties/${id}`)).body
    expect(told).toMatchObject({ decision: { fine: 60_000 }, money: { fine: 60_000, outstanding: 60_000 } })
    expect(JSON.stringify(told)).not.toMatch(/主持人认为|法制|集体讨论|同意处罚/)
    await play(id, [['wang', 'publish', { facts: '三名新进员工未经安全培训上岗作业' }]])
    const paid = { kind: 'fine', amount: 60_000, on: ago(0), receipt: '370001' }
    expect((await house.act('wang', id, 'pay', { ...paid, amount: 60_000.01 })).status).toBe(422)
    expect(await play(id, [['wang', 'pay', paid]])).toBe('closing')
    expect(
      await play(id, [
        ['chen', 'close', { text: '罚款已缴清，同意结案' }],
        [
          'wang',
          'archive',
          { archiveNo: '２０２６０００１', retention: 'thirty', pages: 86, compiler: '王县监', checker: '张明远' },
        ],
      ]),
    ).toBe('archived')
    const line = (await house.send('wang', 'GET', '/enforcement-cases?outcome=penalise')).body
    expect(line.items[0]).toMatchObject({ state: 'archived', facts: { fine: 60_000, paid: 60_000 } })
    const shown = (await house.send(null, 'GET', '/penalties')).body
    expect(shown).toMatchObject({ total: 1, items: [{ fine: 60_000, party: '广饶恒沣化工有限公司' }] })
  })
})
