import type { Database, Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { seatAbove } from './holder.ts'
import { type Clock, type ClockStage, stageAt } from './model/clock.ts'
import { listDueClocks, type RunningClock as Running, updateStage } from './store.ts'

const HOUR = 3_600_000
const PAGE = 200

/** How clocks are answered, as it stands whenever it is asked for. */
export interface ClockRules {
  /** Hours after the last day before the seat above is told. */
  readonly raiseAfterHours: number
  link(type: string, id: string): string
  title(type: string): string
  /** Name of a grid: several cases may go by one title. */
  placeOf?(tx: Tx, gridCode: string): Promise<string>
}

/**
 * Moves clocks whose next stage has come, each with its messages in one transaction: whoever dies in between has moved
 * neither. Any number of workers may.
 * @returns how many moved
 */
export async function advanceClocks(db: Database, rules: ClockRules, now = new Date()): Promise<number> {
  let moved = 0
  for (;;) {
    const page = await db.system(async (tx) => {
      const due = await listDueClocks(tx, now, PAGE)
      for (const running of due) await advance(tx, rules, running, now)
      return due.length
    })
    moved += page
    if (page < PAGE) return moved
  }
}

async function advance(tx: Tx, rules: ClockRules, running: Running, now: Date): Promise<void> {
  const stage = nextStage(running, rules, now)
  const next = nextInstant(running.clock, stage, rules)
  await updateStage(tx, running.id, stage, next)
  if (stage === running.stage) return
  if (running.holderSeatId) await tell(tx, rules, running, running.holderSeatId, stage)
  if (stage !== 'raised') return
  const above = await seatAbove(tx, running, today(now))
  if (above) await tell(tx, rules, running, above, stage)
}

function nextStage({ clock }: Running, rules: ClockRules, now: Date): ClockStage {
  const raisedAt = Date.parse(clock.overdueAt) + rules.raiseAfterHours * HOUR
  return now.getTime() >= raisedAt ? 'raised' : stageAt(clock, now.toISOString())
}

function nextInstant(clock: Clock, stage: ClockStage, rules: ClockRules): Date | null {
  if (stage === 'raised') return null
  if (stage === 'overdue') return new Date(Date.parse(clock.overdueAt) + rules.raiseAfterHours * HOUR)
  if (stage === 'red') return new Date(clock.overdueAt)
  return new Date(stage === 'amber' ? clock.redAt : clock.amberAt)
}

const WORDS: Record<ClockStage, string> = {
  running: '',
  amber: '时间过半',
  red: '就要到期',
  overdue: '已逾期',
  raised: '逾期未办，已报上级岗位',
}

async function tell(tx: Tx, rules: ClockRules, running: Running, seatId: string, stage: ClockStage): Promise<void> {
  await sendMessage(tx, {
    to: { seatId },
    kind: `case.clock-${stage}`,
    ref: running.id,
    title: `${rules.title(running.type)}「${running.title}」${running.clock.title}${WORDS[stage]}`,
    // A term in hours ends at a minute; nobody is told its seconds.
    text: [await rules.placeOf?.(tx, running.gridCode), `期限 ${running.clock.dueOn.slice(0, 16)}`]
      .filter(Boolean)
      .join('，'),
    link: rules.link(running.type, running.id),
  })
}
