import type { StatusKind } from '#kernel/ui/marks.tsx'
import { alertKinds, fenceRules, heldWords, type OrderKind, type OrderState, orderKinds } from '../model/codes.ts'
import type { Alert, Fence, Order, VehicleLine } from './api.ts'

export const motionWords = {
  moving: '行驶',
  standing: '停车',
  silent: '离线',
  never: '未上线',
} as const satisfies Record<VehicleLine['motion'], string>

export const motionMarks: Readonly<Record<VehicleLine['motion'], StatusKind>> = {
  moving: 'going',
  standing: 'open',
  silent: 'late',
  never: 'off',
}

export const levelWords: Readonly<Record<number, string>> = { 1: '马上处理', 2: '今天处理', 3: '知道即可' }

export const alertTitle = ({ kind }: Pick<Alert, 'kind'>): string =>
  kind in alertKinds ? alertKinds[kind as keyof typeof alertKinds].title : kind

/** What an alert is about, in a few words. */
export function alertFacts({ facts }: Alert): string {
  const { speedKmh, limitKmh, minutes, metres, corridorM, fence, direction, text } = facts
  const words = [
    fence && `${fence}${direction ? (direction === 'in' ? ' 进入' : ' 离开') : ''}`,
    speedKmh !== undefined && `${speedKmh} km/h，限 ${limitKmh}`,
    minutes !== undefined && `${minutes} 分钟`,
    metres !== undefined && `偏出 ${metres} 米，允许 ${corridorM}`,
    text,
  ]
  return words.filter(Boolean).join('，')
}

export const orderName = (kind: string): string => orderKinds[kind as OrderKind] ?? kind

export const orderMarks: Readonly<Record<OrderState, StatusKind>> = {
  asked: 'waiting',
  lapsed: 'off',
  rejected: 'back',
  waiting: 'waiting',
  sent: 'going',
  answered: 'done',
  refused: 'late',
  unanswered: 'late',
  expired: 'off',
  withdrawn: 'off',
}

/** Why an order waits, or what it did. */
export function orderNote({ state, heldBy, refusedReason, effect }: Order): string | null {
  if (state === 'waiting' && heldBy) return heldWords[heldBy as keyof typeof heldWords] ?? heldBy
  if (state === 'expired' && heldBy) return `没有发出：${heldWords[heldBy as keyof typeof heldWords] ?? heldBy}`
  if (state === 'rejected') return refusedReason
  if (state === 'answered' && effect !== null)
    return effect ? '车辆状态已证实' : '终端说已执行，但车辆状态没有变，请核实'
  return null
}

/** The minutes of a day as a clock: 07:00. */
export const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const WEEK = ['一', '二', '三', '四', '五', '六', '日']

/** When a fence holds and what it asks. */
export function fenceWords({ rule, speedKmh, days, fromMinute, toMinute }: Fence): string {
  const which = days.length === 7 ? '每天' : `周${days.map((day) => WEEK[day - 1]).join('')}`
  const hours = fromMinute === 0 && toMinute === 1440 ? '全天' : `${clock(fromMinute)}–${clock(toMinute)}`
  return `${fenceRules[rule]}${speedKmh ? ` ${speedKmh} km/h` : ''}，${which}${hours}`
}
