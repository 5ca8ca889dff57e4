import type { CaseOne } from '#kernel/cases/console/api.ts'
import type { CaseFace, FactLine } from '#kernel/cases/console/face.ts'
import { Short } from '#kernel/cases/console/parts/case-columns.tsx'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { moment, time } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import { alarmKinds, causes } from '../model/codes.ts'
import { alarmCase } from '../model/states.ts'
import { factsOf } from './facts.ts'
import { LevelMark } from './parts/level-mark.tsx'
import { levelWords, valueWords } from './words.ts'

const options = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }))

/** Alarms as their pages show them. */
export const alarmFace: CaseFace = {
  type: alarmCase as unknown as CaseType,
  unit: '件',
  statuses: { raised: 'late', acknowledged: 'going', handled: 'waiting', resolved: 'waiting', closed: 'done' },
  columns: [
    {
      key: 'value',
      head: '数值',
      width: 100,
      wide: true,
      cell: (row) => {
        const facts = factsOf(row)
        return facts ? <Short text={valueWords(facts.value, facts.unit ?? '')} most={92} /> : '—'
      },
    },
    {
      key: 'cleared',
      head: '恢复',
      width: 118,
      wide: true,
      cell: (row) => {
        const facts = factsOf(row)
        return facts?.clearedAt ? (
          <span className="ag-nowrap">{time(facts.clearedAt)}</span>
        ) : (
          <b className="ag-warn">还没有</b>
        )
      },
    },
  ],
  filters: [
    {
      key: 'level',
      label: '等级',
      options: [
        { value: '1,2', label: '一级和二级' },
        ...[1, 2, 3, 4].map((level) => ({ value: String(level), label: levelWords(level) })),
      ],
    },
    { key: 'kind', label: '报警', options: options(alarmKinds) },
    {
      key: 'standing',
      label: '数值',
      options: [
        { value: 'true', label: '还没有恢复' },
        { value: 'false', label: '已恢复' },
      ],
    },
    { key: 'cause', label: '原因', options: options(causes) },
  ],
  beside: { keys: ['pointId'], words: ({ pointId }) => (pointId ? ['一个测点的报警'] : []) },
  views: [
    { name: '没有办结', search: { open: 'true' } },
    { name: '待确认', search: { state: 'raised' } },
    { name: '一二级没有恢复', search: { level: '1,2', standing: 'true' } },
    { name: '待复核', search: { state: 'handled' } },
    { name: '全部', search: { open: 'false' } },
  ],
  marks: (line) => {
    const facts = factsOf(line)
    return facts ? <LevelMark level={facts.level} /> : null
  },
  brief: (line) => {
    const facts = factsOf(line)
    return facts ? (facts.clearedAt ? '已恢复' : '没有恢复') : null
  },
  emptyWords: '测点的数值越过限值、设备没有声音时，平台自己报警，到企业和值班岗位手里。',
  facts: alarmFactLines,
  objectPage: (id) => `/monitoring/plants/${id}`,
  hints: {
    cause: '写错了会影响这个测点的报警质量',
    what: '看到了什么、做了什么、现在怎样',
  },
  rules: {
    raised:
      '先确认有人在管；没有人确认，五分钟再催企业，十五分钟报县级值班，一二级三十分钟报县级领导（未经核实，可在设置里改）。',
    acknowledged: '处置后写明原因：真实险情、工艺波动、误报，还是测试检定。',
    handled: '一二级报警由监管岗位复核；数值没有恢复的不能办结。',
    resolved: '已写明原因，数值恢复后自己办结。',
  },
}

/** The alarm as it was raised, and what became of it. */
function alarmFactLines(one: CaseOne): FactLine[] {
  const facts = factsOf(one)
  if (!facts) return []
  const lines: [string, FactLine['value'] | null][] = [
    ['等级', <LevelMark key="level" level={facts.level} />],
    ['报警', alarmKinds[facts.kind]],
    [
      '测点',
      facts.pointId && facts.pointName ? (
        <To key="point" to={`/monitoring/points/${facts.pointId}`}>
          {facts.pointName}
        </To>
      ) : null,
    ],
    ['牵涉', facts.isStorm || facts.points > 1 ? `${facts.points} 个测点或设备` : null],
    ['数值', facts.value === null ? null : valueWords(facts.value, facts.unit ?? '')],
    ['限值', facts.limit === null ? null : valueWords(facts.limit, facts.unit ?? '')],
    ['开始', moment(facts.beganAt)],
    ['平台发现', moment(facts.noticedAt)],
    ['恢复', facts.clearedAt ? moment(facts.clearedAt) : '还没有恢复'],
    ['越限', facts.signals > 1 ? `${facts.signals} 次` : null],
    ['原因', facts.cause ? causes[facts.cause] : null],
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
