import type { PastAct } from '#kernel/cases/past.ts'
import { pointsOf, type Template } from '#modules/oversight/model/codes.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import { momentOf } from '../calendar.ts'
import type { Doer } from '../hazards/staff.ts'
import { PastStory } from '../past-story.ts'
import type { Matter } from './matters.ts'

/** What is decided of an inspection before its life is told. */
export interface OversightFate {
  gridCode: string
  subject: string
  template: Template
  inspector: Doer
  inspected: Doer
  visitedOn: LocalDate
  found: readonly Matter[]
  /** Calendar days given to put things right. */
  days: number
  /** Sent back once before it was good. */
  back: boolean
  /** The last act of what is still open; without one it goes to its end. */
  until?: 'notify' | 'record' | 'reply'
}

const SCOPE: Readonly<Record<Template, string>> = {
  whole: '听取汇报，查阅责任体系、检查计划、隐患台账、值班记录，抽查两个镇村和三家企业',
  hazard: '抽查隐患台账，核对整改和复查记录，看逾期隐患有没有人盯',
  emergency: '抽查值班在岗、应急预案和演练记录、事故信息报送',
}

/** The acts of an inspection up to now, by the people who would have done them. */
export function lifeOf(fate: OversightFate, now: Date): PastAct[] {
  const { inspector, inspected, visitedOn, found, until } = fate
  const story = new PastStory(now)
  const at = (day: LocalDate, time: string) => momentOf(day, time)
  const notice = {
    subject: fate.subject,
    template: fate.template,
    scope: SCOPE[fate.template],
    inspectors: `${inspector.name}（带队）、业务骨干两人`,
    dueOn: visitedOn,
  }
  story.add(at(addWorkdays(visitedOn, -5), '09:20'), 'notify', inspector, notice, inspector)
  if (until === 'notify') return story.acts
  const dueOn = addDays(visitedOn, fate.days)
  const clean = found.length === 0
  const sheet = { visitedOn, points: sheetOf(fate), clean, ...(clean ? {} : { dueOn }) }
  const seen = { ...sheet, text: clean ? CLEAN : `查出 ${found.length} 条问题，当场交换了意见，请按期整改` }
  story.add(at(visitedOn, '16:40'), 'record', inspector, seen, clean ? null : inspected)
  if (until === 'record' || clean) return story.acts
  answer(story, fate, dueOn)
  return story.acts
}

const CLEAN = '资料齐全，抽查的镇村和企业没有发现问题'

/** Every point of the list once: what was found is not in order, all else is. */
function sheetOf({ template, found }: OversightFate) {
  const said = new Map(found.map((one) => [one.code, one.found]))
  return pointsOf(template).map(({ code }) => {
    const text = said.get(code)
    return text ? { code, result: 'not_ok', text } : { code, result: 'ok', text: '' }
  })
}

/** Answered finding by finding before the day, looked at again, now and then sent back for the first of them. */
function answer(story: PastStory, { found, inspector, inspected, back, until }: OversightFate, dueOn: LocalDate): void {
  const replies = found.map(({ reply }, at) => ({ no: at + 1, text: reply }))
  const replied = addWorkdays(dueOn, -2)
  story.add(momentOf(replied, '15:10'), 'reply', inspected, { replies, text: '证明材料附后' }, inspector)
  if (until === 'reply') return
  const looked = addWorkdays(replied, 3)
  if (!back) {
    story.add(momentOf(looked, '10:30'), 'review', inspector, { passed: true, text: PASSED }, null)
    return
  }
  const again = addWorkdays(looked, 10)
  const failed = { passed: false, failed: [1], dueOn: again, text: '第 1 条只有文件，没有看到实际做了' }
  story.add(momentOf(looked, '10:30'), 'review', inspector, failed, inspected)
  const second = { replies: [{ no: 1, text: `${replies[0]?.text}，补了照片和签到` }] }
  story.add(momentOf(addWorkdays(again, -1), '11:00'), 'reply', inspected, second, inspector)
  story.add(momentOf(addWorkdays(again, 2), '10:00'), 'review', inspector, { passed: true, text: PASSED }, null)
}

const PASSED = '到现场核实过，和报的一致'
