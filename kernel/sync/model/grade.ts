import { distanceWords } from '#kernel/geo/distance-words.ts'
import type { Point } from '#standards/coordinate/convert.ts'
import { distanceMetres } from '#standards/coordinate/distance.ts'
import type { GradeCounts } from './schema.ts'
import type { StampInput } from './stamp.ts'

/** How near to the event a record was made. */
export const fieldGrades = { 'on-site': '现场', delayed: '滞后', 'back-filled': '补录' } as const

export type FieldGrade = keyof typeof fieldGrades

/** The grade that speaks for several records: the weakest of them. */
export function gradeOfAll({ delayed, backFilled }: GradeCounts): FieldGrade {
  if (backFilled > 0) return 'back-filled'
  return delayed > 0 ? 'delayed' : 'on-site'
}

/** From where on a record counts as delayed or back-filled; all of it chosen by the administrator (未经核实). */
export interface FieldLimits {
  /** Metres from the object within which one is there, beside what the device itself is unsure of. */
  nearM: number
  /** Hours a record may travel. */
  travelHours: number
  /** Minutes the clock of a device may differ. */
  clockMinutes: number
  /** Minutes after the event within which writing down is still on site. */
  writeMinutes: number
}

/** What is known of a record beside its stamp. */
export interface Circumstances {
  receivedAt: number
  /** The instant in the challenge, once its seal was opened; null for none or a broken one. */
  challengedAt: number | null
  /** Where the object stands; null when nobody knows. */
  objectPlace: Point | null
  /** The device's record before this one, where and when. */
  before: { seq: number; at: number; place: Point | null } | null
  /** The device says the record is about another object than it is. */
  foreign: boolean
  /** The stamp before, as the server has it, is another than the device says. */
  broken: boolean
  /** Another operation of the device has the same number. */
  twice: boolean
  /** Where the record itself says its maker was, as often as it says so. */
  saidPlaces: readonly SaidPlace[]
  /** Photographs whose bytes are others than those that were taken. */
  altered: number
  /** What the mark that was read turned out to be; null where none was. */
  mark: MarkFound | null
}

/** A place as a record says it, in metres unsure. */
export interface SaidPlace extends Point {
  accuracyM: number | null
}

/** A mark read on the spot: the object's own, another's, one that was void by then or not yet made, or none the platform made. */
export type MarkFound = 'own' | 'foreign' | 'void' | 'early' | 'unknown'

export interface Graded {
  grade: FieldGrade
  /** Why it is no record on site, and what else is to be known, as sentences. */
  reasons: string[]
  /** When it was made by the clock of the server, as far as the device proves it. */
  doneAt: number
  distanceM: number | null
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A device that is no surer than this does not say where it is. */
const VAGUE_M = 500
/** Faster than this nobody gets from one object to the next. */
const METRES_A_SECOND = 60
/** A clock ahead of the server by less is the line's own delay. */
export const AHEAD_MS = MINUTE
/** So many numbers of a device do not go missing on their way. */
const LEAP = 10_000
/** A mark that was read longer ago says nothing of this visit; devices send none that is older. */
export const SIGHTING_MS = 8 * HOUR

/** A finding, and the best grade it leaves. */
type Finding = readonly [grade: FieldGrade, words: string]

/**
 * Grades a record: made on site, delivered late or with weak proof, or written down afterwards. Pure: the device says it before
 * one sends, the server decides.
 */
export function gradeOf(stamp: StampInput, known: Circumstances, limits: FieldLimits): Graded {
  const { at: doneAt, proven } = momentOf(stamp, known)
  const distanceM = stamp.place && known.objectPlace ? Math.round(distanceMetres(stamp.place, known.objectPlace)) : null
  const findings = [
    ...ofTime(stamp, known, doneAt, proven, limits),
    ...ofPlace(stamp, known, doneAt, distanceM, limits),
    ...ofProof(stamp, known),
    ...ofMark(stamp, known),
  ]
  const worst = (['back-filled', 'delayed'] as const).find((grade) => findings.some(([one]) => one === grade))
  return { grade: worst ?? 'on-site', reasons: findings.map(([, words]) => words), doneAt, distanceM }
}

/**
 * When a record was made by the server's clock: counted on from the challenge by the clock nobody can set, in the same life of the
 * app; else by the wall clock, mended by how wrong it was at the challenge.
 */
export function momentOf(
  stamp: StampInput,
  { challengedAt, receivedAt }: Pick<Circumstances, 'challengedAt' | 'receivedAt'>,
): { at: number; proven: boolean } {
  const { challenge } = stamp
  const wall = Date.parse(stamp.wallAt)
  if (!challenge || challengedAt === null) return { at: wall, proven: false }
  const since = stamp.monotonicMs - challenge.monotonicMs
  if (stamp.boot === challenge.boot && since >= 0) {
    const at = challengedAt + since
    return { at, proven: at <= receivedAt + AHEAD_MS }
  }
  return { at: wall - (Date.parse(challenge.wallAt) - challengedAt), proven: false }
}

function ofTime(
  stamp: StampInput,
  { receivedAt, challengedAt }: Circumstances,
  doneAt: number,
  proven: boolean,
  limits: FieldLimits,
): Finding[] {
  const found: Finding[] = []
  if (stamp.why) found.push(['back-filled', `补录：${stamp.why}`])
  const after = stamp.happenedAt ? doneAt - Date.parse(stamp.happenedAt) : 0
  if (after > limits.writeMinutes * MINUTE) found.push(['back-filled', `事后 ${spanWords(after)} 才记`])
  if (doneAt > receivedAt + AHEAD_MS) found.push(['delayed', '设备时间比收到的时间还晚'])
  const late = receivedAt - doneAt
  if (late > limits.travelHours * HOUR) found.push(['delayed', `记下 ${spanWords(late)} 后才送到`])
  const wrong = Math.abs(Date.parse(stamp.wallAt) - doneAt)
  if (proven && wrong > limits.clockMinutes * MINUTE)
    found.push(['on-site', `设备时钟差 ${spanWords(wrong)}，按平台校时换算`])
  if (!proven)
    found.push(['delayed', challengedAt === null ? '没有平台校时，只有设备时钟' : '校时以后重开过应用，只有设备时钟'])
  return found
}

function ofPlace(
  { place }: StampInput,
  { before, objectPlace, foreign, saidPlaces }: Circumstances,
  doneAt: number,
  distanceM: number | null,
  limits: FieldLimits,
): Finding[] {
  if (!place) return [['delayed', '没有定位']]
  const found: Finding[] = []
  const unsure = place.accuracyM ?? VAGUE_M
  if (unsure > VAGUE_M) found.push(['delayed', `定位误差 ${distanceWords(unsure)}`])
  if (distanceM !== null && distanceM > limits.nearM + Math.min(unsure, VAGUE_M))
    found.push(['back-filled', `离对象 ${distanceWords(distanceM)}`])
  const apart = Math.max(0, ...saidPlaces.map((said) => apartFrom(place, said, limits)))
  if (apart > 0) found.push(['delayed', `记录里写的位置和设备的定位相差 ${distanceWords(apart)}`])
  if (foreign) found.push(['delayed', '设备说的对象和记录的不是同一家'])
  if (!objectPlace) found.push(['delayed', '没有对象的坐标，比对不了距离'])
  if (before?.place) {
    const metres = distanceMetres(before.place, place)
    const seconds = Math.max(1, Math.abs(doneAt - before.at) / 1000)
    if (metres > VAGUE_M && metres / seconds > METRES_A_SECOND)
      found.push(['delayed', `${spanWords(seconds * 1000)} 里走了 ${distanceWords(metres)}`])
  }
  return found
}

/** Metres between where the device was and where the record says it was; 0 where that is one place. */
function apartFrom(place: SaidPlace, said: SaidPlace, { nearM }: FieldLimits): number {
  const metres = distanceMetres(place, said)
  const unsure = [place, said].map(({ accuracyM }) => Math.min(accuracyM ?? VAGUE_M, VAGUE_M))
  return metres > nearM + Math.max(...unsure) ? metres : 0
}

function ofProof({ seq }: StampInput, { broken, altered, before, twice }: Circumstances): Finding[] {
  const found: Finding[] = []
  if (twice) found.push(['delayed', '同一序号用了两次'])
  const missing = seq - (before?.seq ?? 0) - 1
  if (missing > LEAP) found.push(['delayed', `序号跳过了 ${missing.toLocaleString('zh-CN')} 个`])
  if (broken) found.push(['delayed', '和本机上一条记录接不上'])
  if (altered > 0) found.push(['back-filled', `${altered} 张照片和拍的时候不一样`])
  return found
}

const MARK_FAULTS: Readonly<Record<Exclude<MarkFound, 'own'>, string>> = {
  foreign: '扫的码牌是另一家的',
  void: '扫的码牌已作废',
  early: '扫码的时候这块码牌还没有制作',
  unknown: '扫的码牌平台上没有',
}

/** A mark can be photographed and carried away: read in its place it is told beside the position, and never makes up for one. */
function ofMark({ mark, wallAt }: StampInput, known: Circumstances): Finding[] {
  if (!mark || !known.mark) return []
  if (known.mark !== 'own') return [['delayed', MARK_FAULTS[known.mark]]]
  // Both by the clock of the device: how wrong that is does not matter between them.
  const before = Date.parse(wallAt) - Date.parse(mark.seenAt)
  if (before < -AHEAD_MS) return [['delayed', '扫码的时间比记录还晚']]
  if (before > SIGHTING_MS) return [['delayed', `扫码是 ${spanWords(before)}前的事`]]
  return [['on-site', before < MINUTE ? '扫过码牌' : `${spanWords(before)}前扫过码牌`]]
}

/** A span as people say it: 40 分钟, 3 小时, 2 天. */
export function spanWords(ms: number): string {
  if (ms < MINUTE) return `${Math.max(1, Math.round(ms / 1000))} 秒`
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} 分钟`
  return ms < 48 * HOUR ? `${Math.round(ms / HOUR)} 小时` : `${Math.round(ms / (24 * HOUR))} 天`
}
