import type { DoubleReason, Nearness } from '../../model/doubles.ts'
import { kernelOf, type Likeness, type NameParts } from './likeness.ts'

/**
 * Whether two enterprises may be one, and why; null when nothing says so. A near name alone is not enough: the address,
 * the place or a phone has to agree too, except where a credit code is missing and the names of one county are the same.
 * Branches, numbered sites and groups beside their members are different whatever else agrees.
 */
export function nearness(a: Likeness, b: Likeness): Nearness | null {
  const name = nearNames(a, b)
  if (!name) return null
  const found = evidence(a, b)
  const isCodeMissing = !a.creditCode || !b.creditCode
  const isEnough =
    name.kind === 'loose'
      ? found.has('same-phone') && (found.has('same-address') || found.has('near-place'))
      : [...found.keys()].some((reason) => PLACES_AND_PHONES.has(reason)) || isBareDouble(a, b, name, isCodeMissing)
  if (!isEnough) return null
  const reasons: DoubleReason[] = [name.reason, ...found.keys(), isCodeMissing ? 'missing-code' : 'other-code']
  const score =
    NAME_SCORE[name.kind] + [...found.values()].reduce((sum, part) => sum + part, 0) + (isCodeMissing ? 6 : 0)
  return { score: Math.min(100, score), reasons }
}

/** One name twice in a county, and only one of the two, or none, can prove itself by a code. */
const isBareDouble = (a: Likeness, b: Likeness, name: NearName, isCodeMissing: boolean): boolean =>
  isCodeMissing && name.kind === 'same' && a.county === b.county && !saysOtherwise(a.address, b.address)

/** Two house numbers that differ are two addresses. */
const saysOtherwise = (a: string, b: string): boolean => /\d/.test(a) && /\d/.test(b) && addressReason(a, b) === null

type NameKind = 'same' | 'sound' | 'typo' | 'generic' | 'gap' | 'loose'
const NAME_SCORE: Readonly<Record<NameKind, number>> = {
  same: 48,
  sound: 42,
  typo: 40,
  generic: 34,
  gap: 34,
  loose: 24,
}
const KINDS = Object.keys(NAME_SCORE) as NameKind[]

interface NearName {
  kind: NameKind
  reason: DoubleReason
}

/** How near the names are; a former name of one counts beside the name of the other. */
function nearNames(a: Likeness, b: Likeness): NearName | null {
  const pairs = a.names.flatMap((one, at) => b.names.map((other, place) => ({ one, other, isFormer: at + place > 0 })))
  const near = pairs.flatMap(({ one, other, isFormer }) => {
    const kind = kindOf(one, other)
    return kind ? [{ kind, reason: reasonOf(one.full === other.full, isFormer) }] : []
  })
  return near.sort((x, y) => KINDS.indexOf(x.kind) - KINDS.indexOf(y.kind))[0] ?? null
}

const reasonOf = (isEqual: boolean, isFormer: boolean): DoubleReason =>
  isFormer ? 'former-name' : isEqual ? 'same-name' : 'alike-name'

function kindOf(a: NameParts, b: NameParts): NameKind | null {
  if (a.marks !== b.marks || a.site !== b.site || a.isGroup !== b.isGroup) return null
  if (a.stem === b.stem) return 'same'
  if (a.sounds.length === b.sounds.length) return substitution(a, b)
  if (kernelOf(a) === kernelOf(b)) return 'generic'
  return isGap(a.stem, b.stem) ? 'gap' : null
}

// Characters that tell two sites or two shops of one owner apart.
const TELLING = /[东西南北中前后新老旧上下左右内外大小分]/
// Taken for each other on scans and by tired eyes, though they sound different.
const LOOK_ALIKES = [
  '己已巳',
  '末未',
  '土士',
  '日曰',
  '泰秦奉',
  '昊吴',
  '洋祥',
  '瑞端',
  '晟晨',
  '科料',
  '天夫',
  '千干',
  '人入',
]

function substitution(a: NameParts, b: NameParts): NameKind | null {
  const [one, other] = [[...a.stem], [...b.stem]]
  const places = one.flatMap((char, at) => (char === other[at] ? [] : [at]))
  if (places.some((at) => TELLING.test(one[at] as string) && TELLING.test(other[at] as string))) return null
  if (places.every((at) => a.sounds[at] === b.sounds[at])) return places.length * 2 <= one.length ? 'sound' : null
  if (places.length !== 1) return kernelOf(a) === kernelOf(b) ? 'generic' : null
  const at = places[0] as number
  const pair = [one[at] as string, other[at] as string]
  if (LOOK_ALIKES.some((family) => pair.every((char) => family.includes(char)))) return 'typo'
  return one.length >= 5 && !pair.some((char) => TELLING.test(char)) ? 'loose' : null
}

/** One character more in one of the two, and not one that tells them apart. */
function isGap(a: string, b: string): boolean {
  const [long, short] = a.length > b.length ? [a, b] : [b, a]
  if (long.length - short.length !== 1 || short.length < 4) return false
  const at = [...short].findIndex((char, place) => char !== long[place])
  const gap = at < 0 ? short.length : at
  return long.slice(gap + 1) === short.slice(gap) && !TELLING.test(long[gap] as string)
}

const PLACES_AND_PHONES = new Set<DoubleReason>(['same-address', 'alike-address', 'near-place', 'same-phone'])

/** What besides the name agrees, with its weight. */
function evidence(a: Likeness, b: Likeness): Map<DoubleReason, number> {
  const found = new Map<DoubleReason, number>()
  const address = addressReason(a.address, b.address)
  if (address) found.set(address, address === 'same-address' ? 18 : 14)
  if (a.point && b.point && metresBetween(a.point, b.point) <= 100) found.set('near-place', 12)
  if (a.phones.some((phone) => b.phones.includes(phone))) found.set('same-phone', 16)
  if (a.legalRepresentative && a.legalRepresentative === b.legalRepresentative)
    found.set('same-legal-representative', 6)
  return found
}

function addressReason(a: string, b: string): DoubleReason | null {
  if (a.length < 3 || b.length < 3) return null
  if (a === b) return 'same-address'
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  const at = long.indexOf(short)
  // 12号 stands in 112号 too, and 1 in 12: a number is the same number only as a whole.
  const isCut = at > 0 && /\d/.test(short[0] as string) && /\d/.test(long[at - 1] as string)
  const isCutBehind = /\d$/.test(short) && /^\d/.test(long.slice(at + short.length))
  return at >= 0 && short.length >= 4 && /\d/.test(short) && !isCut && !isCutBehind ? 'alike-address' : null
}

/** Metres between two near points; flat is exact enough for a few hundred. */
function metresBetween(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  const metresPerDegree = 111_320
  const east = (a.lng - b.lng) * metresPerDegree * Math.cos((a.lat * Math.PI) / 180)
  return Math.hypot(east, (a.lat - b.lat) * metresPerDegree)
}
