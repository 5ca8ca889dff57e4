import type { PastAct } from '#kernel/cases/past.ts'
import { type Disposal, kindOf } from '#modules/measure/model/codes.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf } from '../calendar.ts'
import { PastStory } from '../past-story.ts'
import type { Cast } from '../penalties/lives.ts'
import type { Danger } from './matters.ts'

/** How far a measure came. */
export type MeasureFate =
  | 'proposed'
  | 'urgent'
  | 'refused'
  | 'approved'
  | 'running'
  | 'asked'
  | 'testing'
  | 'cut-asked'
  | 'cut'
  | 'ready'
  | 'lifted'

const ENDS: readonly Disposal[] = ['return', 'destroy', 'release']
const TERM_DAYS = { stop: 60, seizure: 30 } as const

/** The acts of a measure that began on a day, by the people who would have done them. */
export function lifeOf(fate: MeasureFate, danger: Danger, cast: Cast, began: LocalDate, now: Date): PastAct[] {
  const { officer, second, head, party } = cast
  const story = new PastStory(now)
  const at = (days: number, time: string) => momentOf(addDays(began, days), time)
  const { items, ...words } = danger
  const matter = { ...words, ...(items ? { items } : {}), coOfficer: second.personId }
  if (fate === 'urgent') {
    story.add(at(0, '15:40'), 'take', officer, { ...matter, urgency: '正在作业，多等一刻都可能出事，当场采取' }, head)
    return story.acts
  }
  const asked = fate === 'proposed' ? '16:50' : '09:10'
  story.add(at(0, asked), 'propose', officer, matter, head)
  if (fate === 'proposed') return story.acts
  if (fate === 'refused') {
    const why = { text: '隐患当场已经排除，责令限期整改即可，不采取强制措施' }
    story.add(at(0, '11:20'), 'refuse', head, why, null)
    return story.acts
  }
  story.add(at(0, '11:20'), 'approve', head, { text: '情况属实，同意采取措施' }, officer)
  if (fate === 'approved') return story.acts
  const receipt = { way: 'hand', on: began, receiver: party.name, proof: '送达回证' }
  story.add(
    at(0, '15:30'),
    'serve',
    officer,
    { ...receipt, dueOn: addDays(began, TERM_DAYS[kindOf(danger.type)]) },
    officer,
  )
  if (fate === 'running') return story.acts
  if (fate === 'testing') {
    story.add(at(2, '10:00'), 'test', officer, { reason: '送省检验机构检验' }, officer)
    return story.acts
  }
  if (fate === 'cut' || fate === 'cut-asked') return cutOff(story, cast, at, began, fate === 'cut')
  story.add(at(9, '09:00'), 'ask', party, { text: `已经做到：${danger.condition}，申请恢复` }, officer)
  if (fate === 'asked') return story.acts
  const look = { text: '两名执法人员到现场逐项核对，达到恢复条件', coOfficer: second.personId }
  story.add(at(11, '14:30'), 'pass', officer, look, head)
  if (fate === 'ready') return story.acts
  const disposals = items?.map((_, n) => ({ n: n + 1, disposal: ENDS[n % ENDS.length] as Disposal }))
  story.add(at(12, '10:10'), 'release', head, { text: '同意解除', ...(disposals ? { disposals } : {}) }, null)
  return story.acts
}

/** A stop that was not obeyed. */
function cutOff(
  story: PastStory,
  { officer, head }: Cast,
  at: (days: number, time: string) => Date,
  began: LocalDate,
  granted: boolean,
): PastAct[] {
  const why = {
    ...{ cut: 'power', supplier: '国网东营供电公司', range: '生产车间动力线路，保留消防和应急照明' },
    danger: '夜间两次偷开设备，拒不执行停用决定，联锁仍处于摘除状态',
  }
  story.add(at(4, '08:50'), 'ask-cut', officer, why, head)
  const notice = { startsOn: addDays(began, 6), startsAt: '10:00', urgent: false, text: '同意，提前通知供电公司和企业' }
  if (granted) story.add(at(4, '16:00'), 'cut', head, notice, officer)
  return story.acts
}
