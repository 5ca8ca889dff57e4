import type { CaseOne } from '#kernel/cases/console/api.ts'
import type { CaseFace, FactLine } from '#kernel/cases/console/face.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { day, today } from '#kernel/ui/format.ts'
import { OfficerPick } from '#modules/officer/console/parts/officer-pick.tsx'
import { addDays } from '#standards/calendar/local-date.ts'
import { cutOffs, disposals, kindOf, measureKinds, measureLaw, measureTypes, serviceWays } from '../model/codes.ts'
import { SEIZURE_DAYS } from '../model/gates.ts'
import { measureCase } from '../model/measure.ts'
import type { MeasureStory } from '../model/story.ts'
import { factsOf, toldOf } from './api.ts'
import { SeizedDisposals, SeizedItems } from './parts/seized-items.tsx'
import './measure.css'

const options = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }))

/** Measures as their pages show them. */
export const measureFace: CaseFace = {
  type: measureCase as unknown as CaseType,
  unit: '项',
  statuses: {
    proposed: 'waiting',
    urgent: 'back',
    approved: 'going',
    in_force: 'going',
    cut: 'back',
    ready: 'waiting',
    lifted: 'done',
    refused: 'off',
    withdrawn: 'off',
  },
  columns: [
    { key: 'served', head: '送达', width: 100, wide: true, cell: (row) => day(factsOf(row)?.servedOn ?? null) },
    { key: 'note', head: '要办', width: 190, wide: true, cell: (row) => noteOf(factsOf(row)) ?? '—' },
  ],
  brief: (row) => noteOf(factsOf(row)),
  filters: [
    { key: 'kind', label: '措施', options: options(measureKinds) },
    { key: 'asked', label: '企业申请', options: options({ true: '申请恢复、解除，等复查' }) },
    { key: 'running', label: '执行', options: options({ true: '正在执行', false: '不在执行' }) },
  ],
  views: [
    { name: '没有办完', search: { open: 'true' } },
    { name: '待补批', search: { state: 'urgent' } },
    { name: '正在执行', search: { running: 'true' } },
    { name: '等复查', search: { asked: 'true' } },
    { name: '过期没有解除', search: { running: 'true', late: 'true' } },
    { name: '全部', search: { open: 'false' } },
  ],
  emptyWords: '现场检查发现危险等不得的，从检查页面或这里报请批准、当场采取。',
  facts: factLines,
  objectPage: (id) => `/enterprises/${id}`,
  next: ({ state, facts }) => (state === 'in_force' ? nextInForce(facts as ReturnType<typeof factsOf>) : undefined),
  proposes: (one, act) => (act === 'serve' ? proposeService(toldOf(one)) : null),
  hides: (act, values) => ((act === 'propose' || act === 'take') && kindOf(values.type) === 'stop' ? ['items'] : []),
  roomy: ['serve', 'release'],
  denials: ['refuse', 'refuse-cut', 'decline'],
  photos: {
    title: '采取时和复查时',
    before: { name: '采取时', acts: ['take', 'serve'] },
    after: { name: '复查时', acts: ['fail', 'pass'] },
  },
  hints: {
    what: '什么时间、在哪里、看到什么，为什么随时可能出事',
    scope: '具体到车间、装置、设备、仓库，或者哪些人',
    condition: '写进决定书；做到了企业才能申请恢复',
    items: '当场清点，一物一行；企业在清单上签名',
    coOfficer: '执法证件有效的才能选；要由两名以上执法人员实施',
    dueOn: '查封、扣押从送达起不超过三十日；停产停用默认最长六个月（未经核实，可在设置里改）',
    proof: '送达回证、邮件号码；留置送达的写明见证人',
    until: '查封、扣押只能延长一次，不超过三十日',
    startsAt: '至少提前二十四小时通知；有危及生产安全的紧急情形除外',
    disposals: '清单里每一项都要写怎么处理',
  },
  rules: {
    proposed: '由负责人批准；报请的人不能自己批。',
    urgent: '当场采取的二十四小时内向负责人报告并补办批准；不应当采取的立即解除。',
    approved: '两名执法人员送达决定书，告知理由、依据和救济途径，听取陈述申辩。',
    in_force: '企业申请以后复查，合格的报请解除；停产停用的决定拒不执行又有现实危险的，可以报请停止供电、供应。',
    cut: '企业履行决定、消除隐患以后，及时通知恢复供电、供应。',
    ready: '由负责人批准解除；查封、扣押的逐项写明怎么处理。',
  },
  widgets: { officer: OfficerPick, 'seized-items': SeizedItems, 'seized-disposals': SeizedDisposals },
  words: (widget, value, personName) => {
    if (widget === 'officer') return personName(String(value)) ?? '另一名执法人员'
    if (widget === 'seized-items')
      return (value as MeasureStory['items']).map(({ name, qty }) => `${name} ${qty}`).join('；')
    if (widget !== 'seized-disposals') return undefined
    return (value as MeasureStory['disposals']).map(({ n, disposal }) => `第 ${n} 项${disposals[disposal]}`).join('；')
  },
}

/** What a form of service begins with: the law's last day for a seizure. */
const proposeService = ({ kind }: MeasureStory) => ({
  values: { on: today(), ...(kind === 'seizure' ? { dueOn: addDays(today(), SEIZURE_DAYS) } : {}) },
  why: '日期按送达回证填。',
})

/** What wants to be done on a line, in a few words. */
function noteOf(facts: ReturnType<typeof factsOf>): string | null {
  if (!facts) return null
  if (facts.askedOn) return `${day(facts.askedOn)} 申请，等复查`
  if (facts.testedSince) return `${day(facts.testedSince)} 起检测`
  return facts.cutFrom ? `${facts.cutFrom} 起停供` : null
}

const nextInForce = (facts: ReturnType<typeof factsOf>): string => {
  if (facts?.testedSince) return 'tested'
  return facts?.askedOn ? 'pass' : 'progress'
}

/** The measure as it stands, gathered from its acts. */
function factLines(one: CaseOne): FactLine[] {
  const story = toldOf(one)
  const { service, lengthened, cut, testedSince, items } = story
  const lines: [string, FactLine['value'] | null][] = [
    ['措施', story.kind === 'stop' ? `责令${measureTypes[story.type]}` : measureTypes[story.type]],
    ['依据', measureLaw[story.kind]],
    ['现实危险', story.what],
    ['对象和范围', story.scope],
    ['恢复条件', story.condition],
    ['当场采取', story.urgency],
    ['批准', story.approval ? `${day(story.approval.on)}，${story.approval.text}` : null],
    [
      '送达',
      service
        ? `${day(service.on)}，${serviceWays[service.way as keyof typeof serviceWays]}，${service.receiver} 签收`
        : null,
    ],
    ['期限', story.until ? `到 ${day(lengthened?.until ?? story.until)}${lengthened ? '（已延长）' : ''}` : null],
    ['检测鉴定', testedSince ? `${day(testedSince)} 起，不计入期限` : null],
    ['停供', cut ? cutWords(cut) : null],
    ['企业申请', story.askedOn ? `${day(story.askedOn)} 申请恢复（解除）` : null],
    ['清单', items.length > 0 ? <ItemList key="items" story={story} /> : null],
    ['解除', story.liftedOn ? day(story.liftedOn) : null],
  ]
  return lines.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}

const cutWords = ({ cut, supplier, startsAt, endedOn }: NonNullable<MeasureStory['cut']>): string =>
  `${startsAt.replace('T', ' ')} 起由${supplier}${cutOffs[cut as keyof typeof cutOffs]}${endedOn ? `，${day(endedOn)} 恢复` : ''}`

function ItemList({ story: { items, disposals: done } }: { story: MeasureStory }) {
  return (
    <ol className="ag-measure-list">
      {items.map(({ name, spec, qty, condition }, at) => {
        const end = done.find(({ n }) => n === at + 1)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list of what was seized does not change
          <li key={at}>
            {[name, spec, qty, condition].filter(Boolean).join('，')}
            {end && `（${disposals[end.disposal]}）`}
          </li>
        )
      })}
    </ol>
  )
}
