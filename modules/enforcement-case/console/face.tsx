import type { CaseLine, CaseOne } from '#kernel/cases/console/api.ts'
import type { CaseFace, FactLine } from '#kernel/cases/console/face.ts'
import { Short } from '#kernel/cases/console/parts/case-columns.tsx'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { count, day, today } from '#kernel/ui/format.ts'
import { OfficerPick } from '#modules/officer/console/parts/officer-pick.tsx'
import { clueSources, hearingEnds, outcomes, partyKinds, serviceWays } from '../model/codes.ts'
import { limitationOf } from '../model/rights.ts'
import { enforcementCase } from '../model/states.ts'
import { penaltyWords } from '../model/words.ts'
import { factsOf, toldOf } from './api.ts'
import { Discretion } from './parts/discretion.tsx'
import { DutyLines, MustLines, OfficerLine, TraceLines } from './parts/duty-lines.tsx'
import { EvidencePick } from './parts/evidence-pick.tsx'
import { ItemChoice } from './parts/item-choice.tsx'
import { Attendees, Instalments } from './parts/rows-input.tsx'

const options = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }))

/** Cases of penalty as their pages show them. */
export const penaltyFace: CaseFace = {
  type: enforcementCase as unknown as CaseType,
  unit: '件',
  statuses: {
    clue: 'open',
    simple: 'going',
    filing: 'waiting',
    investigating: 'going',
    investigated: 'going',
    reviewing: 'waiting',
    notified: 'waiting',
    hearing: 'waiting',
    approval: 'waiting',
    decided: 'going',
    performing: 'waiting',
    enforcing: 'back',
    closing: 'waiting',
    closed: 'done',
    archived: 'done',
    unfiled: 'off',
    transferred: 'off',
    terminated: 'off',
    annulled: 'back',
  },
  columns: [
    {
      key: 'fine',
      head: '罚款（元）',
      width: 104,
      align: 'right',
      roomy: true,
      cell: (row) => {
        const facts = factsOf(row)
        return facts?.decidedOn ? count(facts.fine) : '—'
      },
    },
    {
      key: 'duty',
      head: '法定期限',
      width: 170,
      wide: true,
      cell: (row) => <NextTerm row={row} />,
    },
  ],
  filters: [
    { key: 'source', label: '来源', options: options(clueSources) },
    { key: 'procedure', label: '程序', options: options({ ordinary: '普通程序', simple: '简易程序' }) },
    { key: 'partyKind', label: '当事人', options: options(partyKinds) },
    { key: 'outcome', label: '结果', options: options(outcomes) },
    { key: 'unpaid', label: '缴款', options: options({ true: '没有缴清' }) },
    { key: 'late', label: '逾期', options: options({ true: '逾期没有缴清' }) },
    { key: 'duty', label: '法定期限', options: options({ due: '三天内到期', late: '已经过了' }) },
    { key: 'published', label: '公示', options: options({ true: '正在公示', false: '没有公示' }) },
  ],
  views: [
    { name: '没有办完', search: { open: 'true' } },
    { name: '期限就要到', search: { duty: 'due', open: 'true' } },
    { name: '待缴款', search: { state: 'performing' } },
    { name: '逾期没有缴', search: { late: 'true' } },
    { name: '全部', search: { open: 'false' } },
  ],
  facts: factLines,
  objectPage: (id) => `/enterprises/${id}`,
  next: (line) => nextOf(line),
  proposes,
  hides,
  roomy: ['conclude', 'recheck', 'propose'],
  hints: {
    what: '谁、什么时候、在哪里、做了什么，比如「三名新进员工未经安全培训上岗作业」',
    violatedOn: '追责期限从这一天算起；连续或继续的，从终了之日算',
    cause: '写成「涉嫌……案」',
    exception: '没有超过追责期限的不用填',
    keeper: '以后每次移交都记在保管链里',
    approver: '先行登记保存要经行政机关负责人批准',
    on: '按送达回证、票据、笔录上的日期填',
    begunOn: '直接送达的不用填',
    proof: '送达回证、邮件回执、公告等，写清楚号码和日期；留置的写明见证人',
    coOfficer: '执法证件有效的才能选；执法人员不得少于两人',
    chair: '不能是本案的调查人员',
    heldOn: '要在送达听证通知的七个工作日以后',
    publicFacts: '会对社会公开，不写姓名、电话、证件号码',
  },
  rules: {
    clue: '核实线索：有违法事实、属本机关管辖、在追责期限内的报请立案。',
    filing: '由负责人批准；报请的人不能自己批。',
    investigating: '两名执法人员取证，登记每一项证据；证据先行登记保存的七个工作日内处理。',
    investigated: '需要法制审核、集体讨论的先办；给予处罚的先送达告知书。',
    reviewing: '审核主体、事实、证据、依据、裁量、程序；办案人员不能审核自己的案件。',
    notified: '听取陈述、申辩并复核；够听证标准的等申请期满或听证以后再呈批。',
    hearing: '主持人不能是调查人员；决定要根据听证笔录作出。',
    approval: '必须的审核、讨论办完才能决定。',
    decided: '当场交付；当事人不在场的七个工作日内送达，附送达凭证。',
    performing: '收到决定书十五日内缴款；逾期每日加处百分之三，最多等于罚款。',
    closing: '罚款缴清或者执行完毕的，由负责人批准结案。',
  },
  widgets: {
    officer: OfficerPick,
    'penalty-item': ItemChoice,
    discretion: Discretion,
    'evidence-no': EvidencePick,
    attendees: Attendees,
    instalments: Instalments,
  },
  words: penaltyWords,
}

function NextTerm({ row }: { row: CaseLine }) {
  const facts = factsOf(row)
  if (!facts?.dutyOn) return <span className="ag-pale">—</span>
  const late = facts.dutyOn < today()
  return (
    <span className={late ? 'ag-late' : undefined}>
      {day(facts.dutyOn)} <Short text={facts.dutyTitle ?? ''} most={110} />
    </span>
  )
}

/** What is done next where the law and not the order of acts says it. */
function nextOf(line: CaseLine): string | null | undefined {
  const { state } = line
  const facts = factsOf(line)
  // Whoever did not pay in time is asked to; money that comes after is entered all the same.
  const isLate = facts?.payBy && facts.payBy < today() && facts.paid < facts.fine
  const isDemanded = 'history' in line && toldOf(line as CaseOne).demandedOn !== null
  if (state === 'performing' && isLate && !isDemanded) return 'demand'
  const next: Readonly<Record<string, string | null>> = {
    clue: 'ask-filing',
    filing: 'file',
    investigating: 'collect',
    investigated: 'notify',
    notified: 'propose',
    hearing: 'hold-hearing',
    approval: 'decide',
    decided: 'serve',
    performing: 'pay',
    enforcing: 'end-court',
    closing: 'close',
    // The archivist binds the file; nothing is left to whoever handled the case.
    closed: null,
  }
  return next[state]
}

/** Values a form begins with. */
function proposes(one: CaseOne, act: string) {
  const story = toldOf(one)
  if (act === 'conclude') return { values: { penalise: true }, why: '裁量按立案的违法行为带出，看过证据再定。' }
  if (act === 'propose' && story.concludedOn)
    return { values: { outcome: story.weighing ? 'penalise' : 'none-minor' }, why: '裁量不变的不用再填。' }
  if (act === 'publish')
    return { values: { publicFacts: story.what.slice(0, 500) }, why: '违法事实按线索带出，删去个人信息。' }
  if (act === 'grant-deferral') return { values: { instalments: [{}] }, why: '各期合计要等于没有缴的罚款。' }
  return act === 'pay' ? { values: { kind: 'fine', on: today() }, why: '按票据填。' } : null
}

/** Fields not asked with what else was chosen. */
function hides(act: string, values: Readonly<Record<string, unknown>>): readonly string[] {
  if (act === 'conclude') return values.penalise === false ? ['weighing'] : []
  if (act === 'propose') return values.outcome === 'penalise' ? [] : ['weighing']
  if (act === 'recheck') return values.accepted === true ? [] : ['weighing']
  if (act === 'settle-recusal') return values.granted === true ? [] : ['instead']
  if (act === 'on-spot') return values.collect && values.collect !== 'none' ? [] : ['receipt']
  const posted = ['left', 'post', 'announced'].includes(String(values.way))
  return (act === 'notify' || act === 'serve') && !posted ? ['begunOn'] : []
}

/** The case as it stands, gathered from its acts. */
function factLines(one: CaseOne): FactLine[] {
  const story = toldOf(one)
  const { hearing, decision, service, publicity } = story
  const lines: [string, FactLine['value'] | null][] = [
    ['当事人', `${story.partyName}（${partyKinds[story.partyKind]}）`],
    ['违法事实', story.what],
    ['时间地点', `${day(story.violatedOn)}，${story.where}`],
    ['来源', `${clueSources[story.source as keyof typeof clueSources] ?? story.source}，${day(story.foundOn)} 发现`],
    ['程序', story.procedure === 'simple' ? '简易程序（当场处罚）' : '普通程序'],
    ['案由', story.cause],
    ['追责期限', `到 ${day(limitationOf(story.violatedOn, story.harm))}（${story.harm ? '五年' : '两年'}）`],
    ['办案人员', <OfficerLine key="officers" one={one} />],
    ['下一步和期限', <DutyLines key="duties" one={one} />],
    ['必须办的', decision ? null : <MustLines key="must" one={one} />],
    ['裁量', story.weighing ? <TraceLines key="trace" one={one} /> : null],
    ['告知', story.notice && story.procedure === 'ordinary' ? `${day(story.notice.on)} 送达` : null],
    ['听证', hearing.ended ? `${day(hearing.ended.on)} ${hearingEnds[hearing.ended.how as 'held'] ?? ''}` : null],
    ['决定', decision ? `${outcomes[decision.outcome]}，${day(decision.on)}，${decision.no}` : null],
    ['送达', service ? `${day(service.on)} ${serviceWays[service.way]}` : null],
    ['公示', publicity ? publicityWords(publicity) : null],
    ['档号', story.archive ? `${story.archive.no}，共 ${count(story.archive.pages)} 页` : null],
  ]
  return lines.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}

const publicityWords = ({ publishedOn, withdrawnOn }: { publishedOn: string; withdrawnOn: string | null }) =>
  `${day(publishedOn)} 公示${withdrawnOn ? `，${day(withdrawnOn)} 撤回` : ''}`
