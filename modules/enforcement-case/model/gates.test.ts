import { describe, expect, test } from 'vitest'
import { DAILY_TIER } from '#standards/penalty/daily.ts'
import { discretionTiers } from '#standards/penalty/read.ts'
import { refusalOf } from './gates.ts'
import { publicParty } from './publicity.ts'
import { storyOf, type Told } from './story.ts'
import { DEFAULT_TERMS } from './terms.ts'

const HANDLER = '00000000-0000-4000-8000-000000000001'
const SECOND = '00000000-0000-4000-8000-000000000002'
const HEAD = '00000000-0000-4000-8000-000000000003'
const tiers = [...discretionTiers(), DAILY_TIER]
const versions = [{ name: '安全生产法（2021 年修正）', from: '2021-09-01', to: null, tiers }]

const act = (name: string, day: string, input: Record<string, unknown> = {}): Told => ({
  act: name,
  at: `${day}T02:00:00.000Z`,
  input,
  personId: HANDLER,
})
const weighing = (more: object = {}) => ({
  ...{ item: '97-3', stage: 'first', tier: 'ordinary', fact: '三人未培训', fine: 30_000 },
  ...{ grounds: [], also: [], others: [], speciallySerious: false, afterTerm: false, ...more },
})

/** A case that was noticed on Monday 1 June 2026: statements till the 8th, as long as a hearing is asked for. */
const noticed = (weighed = weighing(), ...more: Told[]): Told[] => [
  act('register', '2026-05-01', {
    partyKind: 'unit',
    partyName: '甲厂',
    violatedOn: '2026-04-20',
    foundOn: '2026-05-01',
  }),
  act('ask-filing', '2026-05-06', { coOfficer: SECOND, item: '97-3', harm: false }),
  act('file', '2026-05-07'),
  act('conclude', '2026-05-25', { penalise: true, weighing: weighed }),
  act('notify', '2026-06-01', { on: '2026-06-01', way: 'direct' }),
  ...more,
]
const why = (acts: readonly Told[], name: string, input: object, on = '2026-06-03', personId = HANDLER) =>
  refusalOf({ story: storyOf(acts), act: name, input: { ...input }, personId, on, terms: DEFAULT_TERMS, versions })
    ?.sentence ?? null

const penalise = { outcome: 'penalise', text: '建议处罚' }
const stated = act('state', '2026-06-02', { text: '从轻' })
const rechecked = act('recheck', '2026-06-03', { accepted: false })
const large = weighing({ tier: 'heavier', fine: 60_000 })

describe('the rights of the party', () => {
  test('no penalty is proposed without a served notice', () => {
    expect(why(noticed().slice(0, 4), 'propose', penalise)).toContain('告知书还没有送达')
  })

  test('nor before the days for a statement are over, unless it was made or given up', () => {
    expect(why(noticed(), 'propose', penalise, '2026-06-08')).toContain('陈述、申辩的期限到 2026-06-08')
    expect(why(noticed(), 'propose', penalise, '2026-06-09')).toBeNull()
    expect(why([...noticed(), act('waive-defence', '2026-06-02')], 'propose', penalise)).toBeNull()
    expect(why([...noticed(), stated, rechecked], 'propose', penalise)).toBeNull()
  })

  test('a fine of 50,000 yuan waits for the days in which a hearing may be asked for', () => {
    const waived = act('waive-defence', '2026-06-02')
    expect(why([...noticed(large), waived], 'propose', penalise, '2026-06-08')).toContain('申请听证的期限到 2026-06-08')
    expect(why([...noticed(large), waived], 'propose', penalise, '2026-06-09')).toBeNull()
    const both = [...noticed(large), waived, act('waive-hearing', '2026-06-03')]
    expect(why(both, 'propose', penalise, '2026-06-04')).toBeNull()
    const asked = [...noticed(large), waived, act('ask-hearing', '2026-06-03')]
    expect(why(asked, 'propose', penalise, '2026-07-30')).toContain('听证以后再呈批')
  })

  test('a hearing is asked for where the penalty gives the right, and in time', () => {
    expect(why(noticed(), 'ask-hearing', { text: '要求' })).toContain('没有达到听证的标准')
    expect(why(noticed(large), 'ask-hearing', { text: '要求', on: '2026-06-09' }, '2026-06-10')).toContain('已经过了')
    expect(why(noticed(large), 'ask-hearing', { text: '要求', on: '2026-06-08' }, '2026-06-10')).toBeNull()
    expect(
      why(noticed(weighing({ others: ['suspend'] })), 'ask-hearing', { text: '要求', on: '2026-06-02' }),
    ).toBeNull()
  })

  test('what was said never makes it heavier', () => {
    const before = [...noticed(), stated]
    expect(why(before, 'recheck', { accepted: true, weighing: weighing({ fine: 40_000 }) })).toContain(
      '不能因当事人申辩而加重',
    )
    expect(why(before, 'recheck', { accepted: true, weighing: weighing({ others: ['suspend'] }) })).toContain('加重')
    expect(why(before, 'recheck', { accepted: true, weighing: weighing({ fine: 26_000 }) })).toBeNull()
  })
})

describe('the amount', () => {
  test('of a penalty by the day follows from the first fine and the days of refusal, up to today', () => {
    const daily = {
      decisionNo: '（鲁东广）应急罚〔2026〕1号',
      fine: 20_000,
      orderedOn: '2026-05-01',
      until: '2026-05-04',
    }
    const by = (fine: number, more: object = {}) =>
      weighing({ item: '112', stage: 'overdue', tier: 'ordinary', daily: { ...daily, ...more }, fine })
    const concluded = (weighed: object) =>
      why(noticed().slice(0, 3), 'conclude', { penalise: true, weighing: weighed }, '2026-05-25')
    expect(concluded(by(60_000))).toBeNull()
    expect(concluded(by(50_000))).toMatch(/低于法定幅度/)
    expect(concluded(by(70_000))).toMatch(/高于法定幅度/)
    expect(concluded(by(500_000, { until: '2026-05-26' }))).toMatch(/最晚 2026-05-25/)
    expect(concluded(by(60_000, { orderedOn: '2001-01-01' }))).toMatch(/不能早于 2021-09-01|低于法定幅度/)
    expect(concluded({ ...by(60_000), grounds: ['harm-removed'] })).toMatch(/不能从轻、减轻/)
    expect(concluded(weighing({ daily }))).toMatch(/第一百一十二条/)
    expect(concluded(weighing({ item: '112', stage: 'overdue', fine: 1 }))).toMatch(/原处罚数额/)
  })

  test.each([
    [{ fine: 30_000 }, null],
    [{ fine: 60_000 }, '不在这一档的幅度内，要写明理由'],
    [{ fine: 60_000, reason: '两年内再犯' }, null],
    [{ fine: 100_001 }, '高于法定幅度'],
    [{ grounds: ['minor-corrected'] }, '不能罚款'],
    [{ also: ['98-1'] }, '罚款上限更高'],
    [{ also: ['99-1'] }, null],
    [{ stage: 'accident' }, '没有这一档'],
    [{ stage: 'person', tier: 'minor', fine: 22_000 }, '只对个人裁量'],
    [{ item: '94-1' }, '处罚的是主要负责人'],
    [{ confiscate: 100 }, '要写明违法所得'],
    [{ confiscate: 101, illegalIncome: 100 }, '不能超过违法所得'],
    [{ confiscate: 100, illegalIncome: 100 }, null],
  ])('%o', (more, sentence) => {
    const found = why(noticed(), 'conclude', { penalise: true, weighing: weighing(more) })
    if (sentence === null) expect(found).toBeNull()
    else expect(found).toContain(sentence)
  })

  test('below the law needs a ground that lessens it', () => {
    const low = { item: '109', tier: 'minor', fine: 30_000, reason: '小微企业' }
    expect(why(noticed(), 'conclude', { weighing: weighing(low) })).toContain('减轻处罚的法定情节')
    expect(why(noticed(), 'conclude', { weighing: weighing({ ...low, grounds: ['harm-removed'] }) })).toBeNull()
  })
})

describe('the decision', () => {
  const proposed = (weighed: object, ...more: Told[]) => [
    ...noticed(weighed as never, act('waive-defence', '2026-06-02'), act('waive-hearing', '2026-06-02')),
    act('propose', '2026-06-09', { outcome: 'penalise' }),
    ...more,
  ]
  const discussed = act('discuss', '2026-06-10', { on: '2026-06-10', agreed: true })
  const decide = (acts: readonly Told[], by = HEAD) => why(acts, 'decide', { decisionNo: '1号' }, '2026-06-11', by)

  test('is not made by whoever handled the case', () => {
    expect(decide(proposed(weighing()), SECOND)).toContain('不能决定自己办的案件')
    expect(decide(proposed(weighing()))).toBeNull()
    expect(why(proposed(weighing()), 'review', { verdict: 'agree' }, '2026-06-11', SECOND)).toContain(
      '不能审核自己办的案件',
    )
  })

  test('waits for the discussion of a heavy penalty, and for its yes', () => {
    expect(decide(proposed(large))).toContain('要先集体讨论')
    expect(decide(proposed(large, discussed))).toBeNull()
    const refused = act('discuss', '2026-06-10', { on: '2026-06-10', agreed: false })
    expect(decide(proposed(large, refused))).toContain('集体讨论没有同意')
  })

  test('hears a no of a review that was no must, until it is taken back or answered', () => {
    const refused = act('review', '2026-06-10', { verdict: 'disagree' })
    const wish = (acts: Told[], input: object) =>
      why(acts, 'decide', { decisionNo: '1号', ...input }, '2026-06-11', HEAD)
    expect(wish(proposed(weighing(), refused), {})).toContain('法制审核不同意')
    expect(wish(proposed(weighing(), refused), { overrule: '证据充分，理由见讨论记录' })).toBeNull()
    expect(wish(proposed(weighing(), refused, act('review', '2026-06-11', { verdict: 'agree' })), {})).toBeNull()
  })

  test('waits for the legal review of what lies outside its step, and a changed weighing needs another one', () => {
    const outside = weighing({ fine: 20_000, reason: '积极整改' })
    const reviewed = act('review', '2026-06-10', { verdict: 'agree' })
    expect(decide(proposed(outside))).toContain('要先经法制审核')
    expect(decide(proposed(outside, reviewed))).toBeNull()
    expect(decide(proposed(outside, act('review', '2026-06-10', { verdict: 'change' })))).toContain('没有同意')
    const again = act('propose', '2026-06-10', {
      outcome: 'penalise',
      weighing: weighing({ fine: 15_000, reason: '困难' }),
    })
    expect(decide(proposed(outside, reviewed, again))).toContain('要先经法制审核')
  })
})

describe('terms', () => {
  test('an act found after two years is filed only with a reason, one that hurt people after five', () => {
    const clue = act('register', '2026-06-01', { violatedOn: '2024-05-31', foundOn: '2026-06-01' })
    const filing = { coOfficer: SECOND, item: '97-3', harm: false }
    expect(why([clue], 'ask-filing', filing)).toContain('超过追责期限')
    expect(why([clue], 'ask-filing', { ...filing, harm: true })).toBeNull()
    expect(why([clue], 'ask-filing', { ...filing, exception: '法律另有规定' })).toBeNull()
    expect(why([clue], 'ask-filing', { ...filing, harm: true, coOfficer: HANDLER })).toContain('另一名不能是您自己')
  })

  test('an announcement counts after thirty days, and nothing is served by account without consent', () => {
    const decided = [...noticed(), act('propose', '2026-06-09', { outcome: 'penalise' }), act('decide', '2026-06-10')]
    const announced = { way: 'announced', begunOn: '2026-06-12', on: '2026-07-11' }
    expect(why(decided, 'serve', announced, '2026-08-01')).toContain('最早 2026-07-12')
    expect(why(decided, 'serve', { ...announced, on: '2026-07-12' }, '2026-08-01')).toBeNull()
    const electronic = { way: 'electronic', on: '2026-06-12' }
    expect(why(decided, 'serve', electronic)).toContain('确认书')
    expect(
      why([...decided, act('confirm-address', '2026-06-11', { electronic: true })], 'serve', electronic),
    ).toBeNull()
    expect(why(decided, 'serve', { way: 'direct', on: '2026-06-09' })).toContain('不能早于决定')
  })

  test('the court is asked ten working days after the demand, when the suit is over, and within three months', () => {
    const served = [
      ...noticed(),
      act('propose', '2026-06-09', { outcome: 'penalise' }),
      act('decide', '2026-06-10'),
      act('serve', '2026-06-12', { on: '2026-06-12', way: 'direct' }),
    ]
    const demand = (servedOn: string) => why(served, 'demand', { servedOn, way: 'direct' }, '2026-12-31')
    expect(demand('2026-06-29')).toContain('缴款期限到 2026-06-29')
    expect(demand('2026-06-30')).toBeNull()
    const demanded = [...served, act('demand', '2026-07-01', { servedOn: '2026-07-01' })]
    const apply = (applied: string) => why(demanded, 'apply-court', { applied }, '2027-06-30')
    expect(apply('2026-12-12')).toContain('起诉期限届满')
    expect(apply('2026-12-16')).toBeNull()
    expect(apply('2027-03-31')).toContain('已经过了')
  })

  test('a hearing does not end before its day, and what is published names nobody', () => {
    const called = act('call-hearing', '2026-06-04', { noticeOn: '2026-06-04', heldOn: '2026-06-16', chair: HEAD })
    expect(why([...noticed(large), called], 'hold-hearing', { on: '2026-06-15' })).toContain('不能提前结束')
    expect(why(noticed(), 'publish', { publicFacts: '联系人电话 13800138000' })).toContain('电话号码')
    expect(why(noticed(), 'publish', { publicFacts: '证件 ３７０５２３１９９００１０１００１Ｘ' })).toContain(
      '证件号码',
    )
    expect(why(noticed(), 'publish', { publicFacts: '三名员工未经培训上岗' })).toBeNull()
  })
})

test('a person is named in public by the family name alone, a double one whole', () => {
  expect(['欧阳建国', '欧阳 锋', '张三', '东方'].map((name) => publicParty('person', name))).toEqual([
    '欧阳某',
    '欧阳某',
    '张某',
    '东某',
  ])
  expect(publicParty('unit', '欧阳机械厂')).toBe('欧阳机械厂')
})
