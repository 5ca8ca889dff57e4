import { useState } from 'react'
import { DateBox, TimeBox } from '#kernel/ui/field/date-box.tsx'
import { Field, Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { today } from '#kernel/ui/format.ts'

/** What is written down afterwards: when it was, and why only now. */
export interface Later {
  startedAt: string
  endedAt: string
  why: string
}

interface LaterPageProps {
  /** What it is about. */
  title: string
  /** What is written down: 走访, 检查. */
  what: string
  /** Days back it is still taken. */
  mostDays: number
  onBack(): void
  onGo(later: Later): void
}

/** The moment of a day and a time as this device's clock says them in China; null for none. */
const momentOf = (day: string, time: string): Date | null => {
  const at = new Date(`${day}T${time}:00+08:00`)
  return Number.isNaN(at.getTime()) ? null : at
}

/** Writing down what was done on paper (补录): the day, from when to when, and why it was not written down there. */
export function LaterPage({ title, what, mostDays, onBack, onGo }: LaterPageProps) {
  const [day, setDay] = useState(today())
  const [[from, to], setTimes] = useState<readonly [string, string]>(['', ''])
  const [why, setWhy] = useState('')
  const [told, setTold] = useState(false)
  const faults = faultsOf({ day, from, to, why }, mostDays)
  const go = () => {
    setTold(true)
    const [start, end] = [momentOf(day, from), momentOf(day, to)]
    if (faults.length === 0 && start && end)
      onGo({ startedAt: start.toISOString(), endedAt: end.toISOString(), why: why.trim() })
  }
  const about = (key: string) => (told ? faults.find((fault) => fault.key === key)?.words : undefined)
  return (
    <Screen
      title={title}
      onBack={onBack}
      meta="补录"
      foot={
        <button type="button" className="fd-main" onClick={go}>
          接着填
        </button>
      }
    >
      <div className="fd-pad">
        <Notice kind="soon">补录照样收下，记为「补录」，原因写在记录上。人还在现场的，回上一页照常记。</Notice>
      </div>
      <Field label={`${what}是哪一天`} id="later-day" fault={about('day')}>
        <DateBox id="later-day" max={today()} value={day} onChange={setDay} />
      </Field>
      <Field label="几点到的" id="later-from" fault={about('from')}>
        <TimeBox id="later-from" value={from} onChange={(time) => setTimes([time, to])} />
      </Field>
      <Field label="几点离开的" id="later-to" fault={about('to')}>
        <TimeBox id="later-to" value={to} onChange={(time) => setTimes([from, time])} />
      </Field>
      <Field label="为什么现在才记" id="later-why" hint="如 手机没电，在纸上记的" fault={about('why')}>
        <input id="later-why" maxLength={120} value={why} onChange={({ target }) => setWhy(target.value)} />
      </Field>
    </Screen>
  )
}

interface Told {
  day: string
  from: string
  to: string
  why: string
}

const DAY_MS = 86_400_000

/** What is missing or cannot be, by field. */
function faultsOf({ day, from, to, why }: Told, mostDays: number): { key: string; words: string }[] {
  const [start, end] = [momentOf(day, from), momentOf(day, to)]
  const faults = [
    !momentOf(day, '00:00') && { key: 'day', words: '写明哪一天' },
    !start && { key: 'from', words: '写明几点到的' },
    !end && { key: 'to', words: '写明几点离开的' },
    start && end && end < start && { key: 'to', words: '离开不能早于到达' },
    end && end.getTime() > Date.now() && { key: 'to', words: '时间还没有到' },
    start &&
      Date.now() - start.getTime() > mostDays * DAY_MS && { key: 'day', words: `${mostDays} 天以前的不能再补录` },
    why.trim().length < 2 && { key: 'why', words: '写清楚原因' },
  ]
  return faults.flatMap((fault) => (fault ? [fault] : []))
}
