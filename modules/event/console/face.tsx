import type { CaseOne } from '#kernel/cases/console/api.ts'
import type { CaseFace, FactLine } from '#kernel/cases/console/face.ts'
import { Short } from '#kernel/cases/console/parts/case-columns.tsx'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { day } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import { eventCategories, eventGroups, eventItemName, eventLevels, eventPriorities } from '../model/catalogue.ts'
import { specialMatters } from '../model/codes.ts'
import { eventCase } from '../model/states.ts'
import { factsOf } from './facts.ts'
import { DueDay } from './parts/due-day.tsx'
import { EventMarks } from './parts/event-marks.tsx'
import { ItemChoice } from './parts/item-choice.tsx'
import { SpecialChoice } from './parts/special-choice.tsx'

const options = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }))

/** Events as their pages show them. */
export const eventFace: CaseFace = {
  type: eventCase as unknown as CaseType,
  unit: '件',
  statuses: {
    local: 'open',
    reported: 'open',
    escalated: 'open',
    handling: 'going',
    handled: 'waiting',
    checked: 'waiting',
    county_checked: 'waiting',
    closed: 'done',
    merged: 'off',
    withdrawn: 'off',
  },
  columns: [
    {
      key: 'item',
      head: '事项',
      width: 150,
      wide: true,
      cell: (row) => <Short text={factsOf(row)?.itemName ?? '—'} most={142} />,
    },
    {
      key: 'level',
      head: '层级',
      width: 56,
      wide: true,
      cell: (row) => eventLevels[factsOf(row)?.level ?? 'V'],
    },
  ],
  filters: [
    { key: 'group', label: '大类', options: options(eventGroups) },
    {
      key: 'category',
      label: '类别',
      options: eventCategories.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
    },
    { key: 'level', label: '层级', options: options(eventLevels) },
    { key: 'priority', label: '紧急程度', options: options(eventPriorities) },
    {
      key: 'special',
      label: '特殊事项',
      options: [{ value: 'true', label: '全部特殊事项' }, ...options(specialMatters)],
    },
    {
      key: 'result',
      label: '结案时限',
      options: [
        { value: 'in_time', label: '按期结案' },
        { value: 'late', label: '逾期结案' },
        { value: 'overdue', label: '过期未结' },
      ],
    },
  ],
  beside: {
    keys: ['foundFrom', 'foundTo', 'counted', 'itemCode'],
    words: ({ foundFrom, foundTo, counted, itemCode }) => [
      ...(foundFrom || foundTo ? [`${foundFrom ?? ''} 至 ${foundTo ?? ''} 登记`] : []),
      ...(itemCode ? [eventItemName(itemCode)] : []),
      ...(counted ? ['不含已撤回和已并案'] : []),
    ],
  },
  views: [
    { name: '没有结案', search: { open: 'true' } },
    { name: '待派遣', search: { state: 'reported' } },
    { name: '待核查', search: { state: 'handled' } },
    { name: '过期未结', search: { result: 'overdue' } },
    { name: '特殊事项', search: { special: 'true' } },
    { name: '全部', search: { open: 'false' } },
  ],
  marks: (line) => <EventMarks facts={factsOf(line)} />,
  facts: eventFactLines,
  photos: {
    title: '处置前后',
    before: { name: '发现时', acts: ['register'] },
    after: { name: '处置后', acts: ['settle', 'handle'] },
  },
  objectPage: (id) => `/enterprises/${id}`,
  hints: {
    what: '看到了什么，比如「楼道里堆满木料」',
    where: '走到跟前能找到的地方，比如「2 号楼东侧楼梯」',
    special: '伤亡、火灾、群体性事件等，选了就直接报到县级，同时抄送镇街',
    reply: '发现的人会看到这段话',
  },
  rules: {
    local: '能办的就地办，拍一张办好的照片就结案；办不了的写明理由上报镇街。',
    reported: '两小时内（未经核实）派给一个岗位，或自办、退回、上报县级。不派给发现的人，由他核查。',
    escalated: '两小时内（未经核实）派给一个岗位，或自办、退回镇街。不派给发现的人，由他核查。',
    handling: '办好以后拍照片再交；办不了的退回，由派遣的一级另派。',
    handled: '到现场看过再写，要有现场照片；没有解决的会退回重新派遣。',
    checked: '核查过了，写一段答复就结案。',
    county_checked: '核查过了，写一段答复就结案。',
  },
  widgets: { 'event-item': ItemChoice, 'special-matter': SpecialChoice, 'event-day': DueDay },
  words: (widget, value) => {
    if (widget === 'event-day') return day(String(value))
    if (widget === 'event-item') return eventItemName(String(value))
    return widget === 'special-matter' ? specialMatters[value as keyof typeof specialMatters] : undefined
  },
}

/** The event as it was registered, and what became of it. */
function eventFactLines(one: CaseOne): FactLine[] {
  const facts = factsOf(one)
  if (!facts) return []
  const found = one.history.find(({ act }) => act === 'register')
  const lines: [string, FactLine['value'] | null][] = [
    ['看到的', String(found?.input.what ?? one.title)],
    ['位置', facts.place],
    ['事项', `${facts.itemCode} ${facts.itemName}`],
    ['层级', `${eventLevels[facts.level]}，${eventPriorities[facts.priority]}（紧急程度未经核实）`],
    ['特殊事项', facts.special ? specialMatters[facts.special] : null],
    ['发现', found ? `${found.by.name}，${found.by.seat}，${day(facts.foundOn)}` : day(facts.foundOn)],
    ['办结期限', day(facts.dueOn)],
    ['答复', facts.reply],
    [
      '并入',
      facts.mergedInto ? (
        <To key="into" to={`/events/${facts.mergedInto}`}>
          看并入的那一件
        </To>
      ) : null,
    ],
    ['并案', facts.doubles > 0 ? `另有 ${facts.doubles} 件并入，见「关联的事」` : null],
    [
      '隐患',
      facts.hazardId ? (
        <To key="hazard" to={`/hazards/${facts.hazardId}`}>
          看转成的隐患
        </To>
      ) : null,
    ],
  ]
  return lines.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}
