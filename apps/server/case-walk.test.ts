import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseKind } from '#kernel/cases/holder.ts'
import { type ActSpec, targetsOf } from '#kernel/cases/model/case-type.ts'
import { COMMON_ACTS, type CommonAct, commonSpec } from '#kernel/cases/model/common-acts.ts'
import type { DoneAct } from '#kernel/cases/model/fold.ts'
import { today } from '#kernel/identity/limits.ts'
import { pointsOf } from '#modules/oversight/model/codes.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { caseDesk } from './cases.ts'
import { type House, inkOf, type Login, openHouse, PLACES, PNG } from './test-house.ts'

const LOGINS: readonly Login[] = ['zhao', 'li', 'zhang', 'wang', 'zhou', 'lin', 'admin', 'chen']
const DUE = '2099-12-31'

type Input = Record<string, unknown>

const found = { what: '配电室灭火器过期', where: '配电室' }
const graded = { rank: 'ordinary', category: 'S02', dueOn: DUE }
const words = { text: '照此办理' }
const answered = { reply: '已清理，通道恢复畅通' }
const SOON = { dueOn: today() }
const sheetWith = (result: 'ok' | 'not_ok') =>
  pointsOf('emergency').map(({ code }, at) => ({
    code,
    result: at === 0 ? result : 'ok',
    text: at === 0 ? '值班表没有排' : '',
  }))

const YEAR = today().slice(0, 4)
const planned = { name: '年度执法检查计划', officers: 4, otherDays: 100, daysPerVisit: 1, cap: 2, basis: '市局要求' }
/** The enterprise is known only when the house stands. */
const planLine = { objectId: '', month: `${YEAR}-03`, class: 'key', reason: '红色风险' }

const PENALTY_CLUE = {
  ...{ source: 'inspection', what: '员工未经培训上岗', where: '一车间', violatedOn: today(), foundOn: today() },
  ...{ partyKind: 'unit', partyName: '广饶恒沣化工' },
}
/** Who investigates with the officer is known only when the house stands. */
const PENALTY_FILING = { cause: '涉嫌未培训案', item: '97-3', coOfficer: '', harm: false, text: '符合立案条件' }
const PENALTY_RECUSAL = { officer: '', by: '当事人', text: '是当事人的亲属' }
/** Who inspects, with which certificates, and the photograph of what they find: known only when the house stands. */
const team: { personId: string; name: string; certNo: string }[] = []
const pictures: string[] = []
const inspected = { site: '一车间', summary: '抽查 3 处', contact: '赵安全', post: '安全管理员' }
const checked = [{ code: 'GEN-LIC-004', question: '灭火器在有效期内', result: 'met', reason: '' }]
const signatures = {
  officers: [] as { personId: string; picture: string }[],
  party: { kind: 'signed', signer: '赵安全', post: '安全管理员', picture: inkOf('赵安全') },
}

/** What each act of each kind is done with; an act that decides comes once for every way it may go. */
const INPUTS: Record<string, Record<string, readonly Input[]>> = {
  hazard: {
    report: [{ ...found, source: 'self_check' }],
    register: [{ ...found, source: 'government_inspection' }],
    arrange: [{ ...graded, responsible: '周海涛', measures: '更换', money: 1, contingency: '专人看护' }],
    order: [{ ...graded, requirement: '更换', basis: 'GB 50140' }],
    progress: [words],
    'ask-time': [{ until: DUE, reason: '等货', guard: '专人看护' }],
    submit: [words],
    accept: [
      { passed: true, ...words },
      { passed: false, ...words, dueOn: DUE },
    ],
    reinspect: [
      { passed: true, ...words },
      { passed: false, ...words, dueOn: DUE },
    ],
    list: [{ level: 'county', leader: '王县监', requirement: '停用', until: DUE }],
    delist: [words],
    follow: [{ step: 'publish', on: today(), text: '在市局网站公布' }],
    evaluate: [{ effective: true, ...words }],
    reopen: [words],
    enforce: [words],
    withdraw: [words],
    // Both need a second hazard of the same place; their story stands in modules/hazard.
    merge: [],
    part: [],
  },
  task: {
    draft: [{ name: '专项检查', kind: 'special', feedback: 'none', rule: {}, goal: '查一遍', requirements: '逐家' }],
    revise: [{ goal: '查两遍', requirements: '逐家', why: '加码' }],
    publish: [{ grids: [PLACES.guangrao], dueOn: DUE }],
    split: [{ grids: [PLACES.lijin], dueOn: DUE }],
    cancel: [words],
    // Closing, and the acts of a task handed down, need children; their stories stand in modules/task.
    close: [],
    report: [],
    feedback: [],
    submit: [],
    accept: [],
    exempt: [],
  },
  event: {
    register: [
      { itemCode: '0601', what: '楼道堆物', where: '3 号楼', ...SOON },
      { itemCode: '0105', what: '违章动火', where: '一车间', ...SOON },
      { itemCode: '0204', what: '管道渗漏', where: '管廊', ...SOON },
    ],
    settle: [answered],
    raise: [words],
    withdraw: [words],
    accept: [{ ...SOON, ...words }],
    return: [{ ...SOON, ...words }],
    escalate: [words],
    take: [{ ...SOON, ...words }],
    'send-back': [words],
    handle: [words],
    progress: [words],
    decline: [words],
    verify: [
      { passed: true, ...words },
      { passed: false, ...words },
    ],
    close: [answered],
    'close-county': [answered],
    'make-hazard': [{ ...found, source: 'grid_patrol' }],
    reopen: [words],
    // Who is sent has to be named by his seat; the stories stand in modules/event.
    dispatch: [],
    direct: [],
  },
  // Opened by what a device says and by nobody; its story stands in modules/monitoring.
  alarm: { acknowledge: [], handle: [], review: [], return: [], 'make-hazard': [] },
  oversight: {
    notify: [{ subject: '大码头镇政府', template: 'emergency', scope: '值班和应急', inspectors: '王县监', dueOn: DUE }],
    record: [
      { visitedOn: today(), points: sheetWith('not_ok'), clean: false, dueOn: DUE, ...words },
      { visitedOn: today(), points: sheetWith('ok'), clean: true, ...words },
    ],
    progress: [words],
    reply: [{ replies: [{ no: 1, text: '已补排值班表' }] }],
    review: [
      { passed: true, ...words },
      { passed: false, failed: [1], dueOn: DUE, ...words },
    ],
    withdraw: [words],
  },
  'inspection-plan': {
    draft: [{ kind: 'annual', fromMonth: `${YEAR}-01`, toMonth: `${YEAR}-12`, ...planned }],
    revise: [planned],
    arrange: [{ lines: [planLine] }],
    submit: [words],
    approve: [words],
    return: [words],
    change: [{ lines: [planLine], why: '企业停产，改到五月' }],
    close: [words],
    withdraw: [words],
  },
  'enforcement-case': {
    register: [PENALTY_CLUE],
    'on-spot': [],
    'ask-filing': [PENALTY_FILING],
    file: [words],
    'return-clue': [words],
    'refuse-filing': [words],
    recuse: [PENALTY_RECUSAL],
    'settle-recusal': [{ granted: false, ...words }],
    transfer: [{ ground: 'competence', receiver: '消防救援支队', ...words }],
    terminate: [{ ground: 'wrong', ...words }],
    lengthen: [{ until: DUE, reason: '案情复杂' }],
    pause: [{ reason: '等鉴定' }],
    'go-on': [words],
    // Evidence, rights and dates make up the rest; their stories stand in modules/enforcement-case.
    ...Object.fromEntries(
      [
        ...[
          'file-simple',
          'conclude',
          'collect',
          'hand-over',
          'hold',
          'settle-hold',
          'notify',
          'send-review',
          'review',
          'discuss',
        ],
        ...[
          'state',
          'waive-defence',
          'ask-hearing',
          'waive-hearing',
          'recheck',
          'call-hearing',
          'hold-hearing',
          'propose',
        ],
        ...['decide', 'send-back', 'reinvestigate', 'confirm-address', 'serve', 'receive', 'pay', 'ask-deferral'],
        ...['grant-deferral', 'refuse-deferral', 'remedy', 'end-remedy', 'demand', 'apply-court', 'end-court', 'close'],
        ...['archive', 'publish', 'unpublish', 'annul'],
      ].map((act) => [act, []]),
    ),
  },
}

const danger = { what: '反应釜联锁被摘除，仍在生产', condition: '联锁恢复并经复查', coOfficer: '' }
const halted = { type: 'halt', scope: '二车间停止生产', ...danger }
const seized = { type: 'seal', scope: '三号仓库', items: [{ name: '硝酸铵', qty: '2 吨' }], ...danger }
const served = { way: 'hand', on: today(), receiver: '赵安全', proof: '送达回证', dueOn: addDays(today(), 20) }

INPUTS.measure = {
  propose: [halted, seized],
  take: [{ ...halted, urgency: '正在泄漏' }],
  approve: [words],
  refuse: [words],
  withdraw: [words],
  serve: [served],
  lengthen: [{ until: addDays(today(), 40), reason: '情况复杂' }],
  progress: [words],
  'ask-cut': [{ cut: 'power', supplier: '广饶县供电公司', danger: '拒不停产', range: '二车间' }],
  cut: [{ startsOn: addDays(today(), 2), startsAt: '09:00', urgent: false, ...words }],
  'refuse-cut': [words],
  restore: [words],
  // Only the enterprise asks, which is no reader of the case; both stories stand in modules/measure.
  ask: [],
  fail: [],
  pass: [{ coOfficer: '', ...words }],
  decline: [words],
  release: [words],
  // A test belongs to what was sealed; its story stands in modules/measure.
  test: [],
  tested: [],
}

INPUTS.inspection = {
  plan: [{ reason: 'special', why: '市局专项', beyond: 'special', method: 'unannounced', content: '粉尘专项检查' }],
  dispatch: [{ team, dueOn: today() }],
  recuse: [{ personId: '', reason: '配偶在该企业任职' }],
  'decide-recusal': [{ personId: '', agrees: false, ...words }],
  notify: [{ on: today(), receiver: '赵安全', text: '准备台账' }],
  arrive: [{ shown: true, camera: true, scanned: true, position: null, noPosition: '信号不好' }],
  record: [
    { ...inspected, items: checked, findings: [], clean: true },
    {
      ...inspected,
      items: checked,
      findings: [
        { ...found, basis: 'GB 50140', requirement: '更换', rank: 'ordinary', category: 'S02', fileIds: pictures },
      ],
      clean: false,
    },
  ],
  inquire: [{ person: '赵安全', post: '安全管理员', text: '问：谁负责？答：车间主任。' }],
  attach: [words],
  sign: [{ signatures, opinion: '以上情况属实' }],
  order: [{ dueOn: today() }],
  file: [words],
  refer: [{ receiver: '市生态环境局', ...words }],
  close: [words],
  cancel: [words],
  // What is looked at again are hazards with ids of their own; the stories stand in modules/inspection.
  reinspect: [],
  retry: [],
}

/** Kinds about a grid and not about an enterprise, with the grid. */
const ABOUT_GRIDS: Record<string, { gridCode: string }> = {
  task: { gridCode: PLACES.city },
  oversight: { gridCode: PLACES.damatou },
  'inspection-plan': { gridCode: PLACES.guangrao },
}

let house: House
let enterprise: string
const photos = new Map<Login, string>()
const visited = new Set<string>()

const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

beforeAll(async () => {
  house = await openHouse()
  enterprise = (await send('admin', 'POST', '/enterprises', { name: '广饶恒沣化工', gridCode: PLACES.village })).body.id
  await send('admin', 'POST', '/enterprises', { name: '利津远海化工', gridCode: PLACES.lijinVillage })
  await house.giveFileTo(enterprise)
  planLine.objectId = enterprise
  for (const login of LOGINS) {
    const reply = await house.app.inject({
      method: 'POST',
      url: `/api/v1/files?name=a.png&objectId=${enterprise}`,
      headers: { authorization: `Bearer ${await house.token(login)}`, 'content-type': 'application/octet-stream' },
      payload: PNG,
    })
    if (reply.statusCode === 201) photos.set(login, reply.json().id)
  }
  await sendOfficers()
})
afterAll(() => house.close())

/** Lets the officers of the county and the town hold certificates and be the team of every inspection and case. */
async function sendOfficers(): Promise<void> {
  const { items } = (await send('admin', 'GET', '/people?limit=50')).body
  for (const [at, name] of ['张明远', '王县监'].entries()) {
    const personId = items.find((one: { name: string }) => one.name === name).id
    const certNo = `15052300${at}`
    const card = {
      personId,
      number: certNo,
      issuer: '省政府',
      field: '安全生产',
      validFrom: addDays(today(), -300),
      validTo: addDays(today(), 300),
    }
    expect((await send('admin', 'POST', '/officer-certificates', card)).status).toBe(201)
    team.push({ personId, name, certNo })
    signatures.officers.push({ personId, picture: inkOf(name) })
  }
  const { personId } = team[1] as { personId: string }
  for (const act of ['recuse', 'decide-recusal'])
    for (const input of INPUTS.inspection?.[act] ?? []) input.personId = personId
  // The town's officer investigates beside another one.
  PENALTY_FILING.coOfficer = (team[0] as { personId: string }).personId
  PENALTY_RECUSAL.officer = PENALTY_FILING.coOfficer
  for (const inputs of Object.values(INPUTS.measure ?? {}))
    for (const input of inputs) if ('coOfficer' in input) input.coOfficer = PENALTY_FILING.coOfficer
  pictures.push(photos.get('zhang') as string)
}

/** One step of a walk. */
interface Step {
  act: string
  input: Input
  to: string
  way?: string
}

/** The shortest walk into every state a kind can be walked into from its opening acts. */
function walksOf({ type }: CaseKind): Map<string, Step[]> {
  const inputs = INPUTS[type.name] ?? {}
  const walks = new Map<string, Step[]>()
  // Where an act leads may depend on what was done before, so a state is looked at once for every set of acts.
  const seen = new Set<string>()
  const queue: { state: string | null; steps: Step[] }[] = [{ state: null, steps: [] }]
  for (let here = queue.shift(); here; here = queue.shift()) {
    for (const [act, spec] of openIn(type.acts, here.state))
      for (const [at, input] of (inputs[act] ?? []).entries()) {
        if (spec.when?.(doneBy(here.steps))) continue
        const to = stateAfterAct(spec, here, input)
        // What is said in an act that leads to one state only may decide where a later one leads.
        const way = typeof spec.to === 'string' ? `${act}${at}` : act
        const steps = [...here.steps, { act, input, to, way }]
        const key = `${to} ${[...new Set(steps.map((step) => step.way))].sort()}`
        if (seen.has(key) || steps.length > 5) continue
        seen.add(key)
        if (!walks.has(to)) walks.set(to, steps)
        queue.push({ state: to, steps })
      }
  }
  return walks
}

const NOW = new Date().toISOString()
const doneBy = (steps: readonly Step[]): DoneAct[] => steps.map(({ act, input }) => ({ act, input, at: NOW })) as never

const openIn = (acts: Record<string, ActSpec<string>>, state: string | null) =>
  Object.entries(acts).filter(
    ([, { from, internal }]) =>
      !internal && (state === null ? from === 'nothing' : from !== 'nothing' && from.includes(state)),
  )

function stateAfterAct(spec: ActSpec<string>, here: { state: string | null; steps: Step[] }, input: Input): string {
  if (typeof spec.to !== 'string') return spec.to.choose(input, doneBy(here.steps))
  return targetsOf(spec, here.state ?? '')[0] as string
}

/** A walk to where an act is open; what has to be done first is done first. */
function stepsTo({ type }: CaseKind, walks: Map<string, Step[]>, act: string, { from, when }: ActSpec<string>): Step[] {
  if (from === 'nothing') return []
  const steps = walks.get(from.find((state) => walks.has(state)) as string) as Step[]
  if (!when?.(doneBy(steps))) return steps
  const state = (steps.at(-1) as Step).to
  for (const [first, spec] of openIn(type.acts, state)) {
    const input = INPUTS[type.name]?.[first]?.[0]
    if (!input || first === act) continue
    const longer = [...steps, { act: first, input, to: stateAfterAct(spec, { state, steps }, input) }]
    if (!when(doneBy(longer)) && (longer.at(-1) as Step).to === state) return longer
  }
  throw new Error(`no way to ${act}`)
}

/** Opens a case and walks it, each step by whoever may. @returns its id */
async function walk(kind: CaseKind, steps: readonly Step[]): Promise<string> {
  const [opening, ...rest] = steps as [Step, ...Step[]]
  const several =
    Object.values(kind.type.acts).filter(({ from, internal }) => from === 'nothing' && !internal).length > 1
  let id = ''
  for (const login of LOGINS) {
    const place = ABOUT_GRIDS[kind.type.name] ?? { objectId: enterprise }
    const answer = await send(login, 'POST', `/${kind.type.path}${several ? `/${opening.act}` : ''}`, {
      ...place,
      input: opening.input,
      attachments: photosOf(login),
    })
    if (answer.status === 201) id = answer.body.id
    if (id) break
  }
  expect([opening.act, id]).not.toEqual([opening.act, ''])
  visited.add(`${kind.type.name}.${opening.act}`)
  for (const step of rest) await doStep(kind, id, step)
  return id
}

async function doStep(kind: CaseKind, id: string, { act, input, to }: Step): Promise<void> {
  const tried: unknown[] = []
  for (const login of LOGINS) {
    const seen = await send(login, 'GET', `/${kind.type.path}/${id}`)
    if (seen.status !== 200 || !seen.body.openActs.some((open: { act: string }) => open.act === act)) continue
    const answer = await send(login, 'POST', `/${kind.type.path}/${id}/${act}`, {
      input,
      attachments: photosOf(login),
      version: seen.body.acts,
    })
    tried.push([login, answer.status, answer.body.detail])
    if (answer.status !== 200) continue
    expect([act, answer.body.state]).toEqual([act, to])
    visited.add(`${kind.type.name}.${act}`)
    return
  }
  throw new Error(`nobody could ${act}: ${JSON.stringify(tried)}`)
}

const photosOf = (login: Login): string[] => [photos.get(login) ?? []].flat()

for (const kind of caseDesk.kinds.values())
  describe(kind.type.title, () => {
    const walks = walksOf(kind)

    test.each([...walks])(
      'in state %s does what is open to somebody and refuses everybody all else',
      async (_state, steps) => {
        const id = await walk(kind, steps)
        const names = [...Object.keys(kind.type.acts), ...Object.keys(COMMON_ACTS)]
        for (const login of LOGINS) {
          const seen = await send(login, 'GET', `/${kind.type.path}/${id}`)
          const open = new Set<string>((seen.body.openActs ?? []).map(({ act }: { act: string }) => act))
          for (const act of names.filter((name) => !open.has(name))) {
            const input = INPUTS[kind.type.name]?.[act]?.[0] ?? commonInput(act)
            const answer = await send(login, 'POST', `/${kind.type.path}/${id}/${act}`, {
              input,
              attachments: photosOf(login),
              version: seen.body.acts ?? 1,
            })
            expect([login, act, [403, 404, 409, 422].includes(answer.status)]).toEqual([login, act, true])
          }
          const after = await send(login, 'GET', `/${kind.type.path}/${id}`)
          expect([login, after.body.acts]).toEqual([login, seen.body.acts])
        }
      },
    )

    test('every act that has a way to be done is done, and the declaration says which states it leads to', async () => {
      for (const [act, spec] of Object.entries(kind.type.acts)) {
        const inputs = INPUTS[kind.type.name]?.[act] ?? []
        if (spec.internal || inputs.length === 0) continue
        for (const input of inputs) {
          const steps = stepsTo(kind, walks, act, spec)
          if (spec.from === 'nothing') {
            await walk(kind, [{ act, input, to: stateAfterAct(spec, { state: null, steps }, input) }])
            continue
          }
          const from = (steps.at(-1) as Step).to
          const id = await walk(kind, steps)
          await doStep(kind, id, { act, input, to: stateAfterAct(spec, { state: from, steps }, input) })
        }
      }
    })

    test('no act is left that neither a story here nor one of the module visits', () => {
      const declared = Object.entries(kind.type.acts)
        .filter(([, { internal }]) => !internal)
        .map(([act]) => act)
      expect(declared.filter((act) => !(act in (INPUTS[kind.type.name] ?? {})))).toEqual([])
      const due = declared.filter((act) => (INPUTS[kind.type.name]?.[act]?.length ?? 0) > 0)
      expect(due.filter((act) => !visited.has(`${kind.type.name}.${act}`))).toEqual([])
    })
  })

/** An input of a common act that is well formed, so that it is refused for what it is and not for its form. */
function commonInput(act: string): Input {
  if (!(act in COMMON_ACTS) || commonSpec(act as CommonAct).platform) return {}
  const fields = Object.keys(commonSpec(act as CommonAct).input.shape)
  const values: Input = { ...words, seatId: enterprise, caseId: enterprise, reason: '等鉴定', until: DUE, agrees: true }
  return Object.fromEntries(fields.filter((field) => field in values).map((field) => [field, values[field]]))
}
