import { type CaseDone, seatAbove } from '#kernel/cases/holder.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { finishMessages, sendMessage } from '#kernel/messages/service.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { isWorkday } from '#standards/calendar/work-calendar.ts'
import { feedbackRhythms } from '../model/codes.ts'
import { agendaOn, feedbackStateOn, isGuessed, periodAfter } from '../model/feedback.ts'
import * as store from './store/feedback.ts'
import type { TaskRow } from './store/task.ts'

const DUE = 'task.feedback-due'
const MISSED = 'task.feedback-missed'
const PAGE = 200

/** Acts with which whoever carries it out says how far it is. */
const SPEAKS = ['feedback', 'submit']
/** Acts after which a part begins, or begins again. */
const BEGINS = ['hand', 'feedback', 'resume', 'accept']
/** Acts after which nothing is asked for a while. */
const PAUSES = ['suspend']

/**
 * Keeps when the next word of a part is due, after one of its acts: a period after it was handed down, spoken of or returned;
 * never while it waits for acceptance, stands still or has ended.
 */
export async function keepPace(tx: Tx, { case: { id }, act, state }: CaseDone): Promise<void> {
  const stops = state !== 'running' || PAUSES.includes(act.act)
  if (!stops && !BEGINS.includes(act.act)) return
  const row = await store.findPaceForUpdate(tx, id)
  if (!row || row.feedback === 'none') return
  const on = today(new Date(act.at))
  const speaks = SPEAKS.includes(act.act)
  if (stops && !row.feedbackDueOn && !speaks) return
  const missed = row.feedbackMissed + missedBy(row, on)
  const period = stops ? null : periodAfter(row.feedback, on)
  await store.updatePace(tx, id, { period, missed, spokenAt: speaks ? act.at : null })
  await finishMessages(tx, DUE, id)
}

/** Periods that passed without a word since the last one. */
function missedBy({ feedback, feedbackRemindOn, feedbackDueOn }: Omit<store.PaceRow, 'id'>, on: string): number {
  if (feedback === 'none' || !feedbackRemindOn || !feedbackDueOn) return 0
  return agendaOn(feedback, { remindOn: feedbackRemindOn, dueOn: feedbackDueOn }, on).missed
}

type Paced = Pick<TaskRow, 'feedback' | 'feedbackAt' | 'feedbackRemindOn' | 'feedbackDueOn' | 'feedbackMissed'>

/** How the feedback of a part stands on a day; null where none is asked. */
export function feedbackOf(row: Paced, on: string) {
  if (row.feedback === 'none') return null
  const { feedbackRemindOn: remindOn, feedbackDueOn: dueOn } = row
  return {
    state: remindOn && dueOn ? feedbackStateOn({ remindOn, dueOn }, on) : null,
    lastAt: row.feedbackAt?.toISOString() ?? null,
    dueOn,
    missed: row.feedbackMissed + missedBy(row, on),
    guessed: dueOn !== null && isGuessed(row.feedback, dueOn),
  }
}

/**
 * Reminds the holders of parts whose feedback it is time for, and tells the seat above of what was missed: once for each period,
 * in one transaction with the note of it, on working days.
 * @returns how many messages went out
 */
export async function remindOfFeedback(db: Database, on = today()): Promise<number> {
  if (!isWorkday(on)) return 0
  for (let told = 0; ; ) {
    const page = await db.system(async (tx) => {
      const wanted = await store.takeWanted(tx, on, PAGE)
      const names = await gridNames(
        tx,
        wanted.map(({ gridCode }) => gridCode),
      )
      let sent = 0
      for (const row of wanted) sent += await tellOf(tx, row, names.get(row.gridCode) ?? row.gridCode, on)
      return { sent, taken: wanted.length }
    })
    told += page.sent
    if (page.taken < PAGE) return told
  }
}

/** Tells what there is to say of one part, and notes when there is more. @returns how many messages went out */
async function tellOf(tx: Tx, row: store.WantedRow, gridName: string, on: string): Promise<number> {
  const first = { remindOn: row.feedbackRemindOn, dueOn: row.feedbackDueOn }
  const agenda = agendaOn(row.feedback, first, on)
  const { missedOn, missed, wantedOn, changesOn } = agenda
  let sent = 0
  if (missedOn && (await tellAbove(tx, row, gridName, { missedOn, missed, on }))) sent += 1
  if (wantedOn && (await tellHolder(tx, row, gridName, wantedOn))) sent += 1
  await store.updateLookOn(tx, row.id, changesOn)
  return sent
}

const aboutOf = ({ id }: store.WantedRow) => ({ ref: id, link: `/tasks/${id}` })

async function tellAbove(
  tx: Tx,
  row: store.WantedRow,
  gridName: string,
  { missedOn, missed, on }: { missedOn: string; missed: number; on: string },
): Promise<boolean> {
  if (!(await store.insertNote(tx, { taskId: row.id, kind: 'missed', dueOn: missedOn }))) return false
  const above = await seatAbove(tx, row, on)
  if (!above) return false
  const title = `${gridName}没有按时反馈任务「${row.title}」`
  const text = `${feedbackRhythms[row.feedback]}反馈，应在 ${missedOn} 以前；已有 ${missed} 期没有反馈。`
  await sendMessage(tx, { ...aboutOf(row), to: { seatId: above }, kind: MISSED, title, text })
  return true
}

async function tellHolder(tx: Tx, row: store.WantedRow, gridName: string, dueOn: string): Promise<boolean> {
  if (!(await store.insertNote(tx, { taskId: row.id, kind: 'due', dueOn })) || !row.holderSeatId) return false
  // The reminder of an earlier period asks for the same word.
  await finishMessages(tx, DUE, row.id)
  const title = `该反馈任务「${row.title}」在${gridName}的进展了`
  const text = `${feedbackRhythms[row.feedback]}反馈，最晚 ${dueOn}。`
  await sendMessage(tx, {
    ...aboutOf(row),
    to: { seatId: row.holderSeatId },
    kind: DUE,
    title,
    text,
    needsAction: true,
  })
  return true
}
