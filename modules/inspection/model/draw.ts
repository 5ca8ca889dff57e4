import { sm3 } from '#standards/hash/sm3.ts'

/** Somebody or something that may be drawn. */
export interface DrawCandidate {
  /** Id of an enterprise; for people the line they stand on. */
  key: string
  name: string
}

/** What is laid down and shown before anything is drawn. */
export interface DrawList {
  purpose: string
  kind: string
  /** The rule by which the candidates were gathered, in words. */
  rule: string
  candidates: readonly DrawCandidate[]
  /** Candidates left out of the draw, each with its reason. */
  excluded: readonly { key: string; why: string }[]
  /** How many are drawn. */
  count: number
}

/** Somebody who gives a part of the seed: first its hash, then the part itself. */
export interface DrawParty {
  name: string
  commitment: string
  /** Null until it was shown. */
  secret: string | null
}

/** Everything an outsider needs to draw again. */
export interface DrawRecord {
  list: DrawList
  commitment: string
  parties: readonly DrawParty[]
  /** Keys in the order they were drawn; null while nothing is drawn. */
  drawn: readonly string[] | null
}

/** Version of the way it is done; another way is another word. */
const METHOD = 'angrid-draw-1'

/** The list as one text: fields and rows in a fixed order, so that the same list is the same bytes everywhere. */
export const listText = ({ purpose, kind, rule, candidates, excluded, count }: DrawList): string =>
  JSON.stringify([
    METHOD,
    purpose,
    kind,
    rule,
    candidates.map(({ key, name }) => [key, name]),
    excluded.map(({ key, why }) => [key, why]),
    count,
  ])

/** Hash that binds whoever shows it to the list (SM3). */
export const commitList = (list: DrawList): string => sm3(listText(list))

/** Hash that binds a party to its part of the seed; bound to the list, so that no part serves two draws. */
export const commitSecret = (listCommitment: string, secret: string): string =>
  sm3(JSON.stringify([METHOD, listCommitment, secret]))

/** The seed out of the list and the parts of all parties, in the order they committed. */
export const seedOf = (listCommitment: string, secrets: readonly string[]): string =>
  sm3(JSON.stringify([METHOD, 'seed', listCommitment, ...secrets]))

/** Candidates that are not left out, in the order of the list. */
export function poolOf({ candidates, excluded }: DrawList): DrawCandidate[] {
  const out = new Set(excluded.map(({ key }) => key))
  return candidates.filter(({ key }) => !out.has(key))
}

/**
 * Draws from the pool: the first places of a Fisher–Yates shuffle whose numbers are hashes of the seed and a counter; numbers
 * that would favour somebody are thrown away. The same list and seed give the same keys, in the same order.
 */
export function drawFrom(list: DrawList, seed: string): string[] {
  const pool = poolOf(list).map(({ key }) => key)
  const next = numbersOf(seed)
  const count = Math.min(list.count, pool.length)
  for (let at = 0; at < count; at++) {
    const other = at + next(pool.length - at)
    ;[pool[at], pool[other]] = [pool[other] as string, pool[at] as string]
  }
  return pool.slice(0, count)
}

const SPAN = 2 ** 32

/** Whole numbers below a bound, each as likely as the other. */
function numbersOf(seed: string): (bound: number) => number {
  let counter = 0
  return (bound) => {
    const limit = SPAN - (SPAN % bound)
    for (;;) {
      const number = Number.parseInt(sm3(`${seed}:${counter++}`).slice(0, 8), 16)
      if (number < limit) return number % bound
    }
  }
}

/** One thing an outsider looks at, and whether it holds. */
export interface DrawCheck {
  what: string
  holds: boolean
}

/** Looks a record over and draws again: the list is the one shown before, every part is the one bound before, the names are the same. */
export function checkDraw({ list, commitment, parties, drawn }: DrawRecord): DrawCheck[] {
  const keys = new Set(list.candidates.map(({ key }) => key))
  const isSound =
    keys.size === list.candidates.length && list.excluded.every(({ key, why }) => keys.has(key) && why !== '')
  const secrets = parties.flatMap(({ secret }) => secret ?? [])
  const whole = secrets.length === parties.length && parties.length > 1
  const again = whole ? drawFrom(list, seedOf(commitment, secrets)) : []
  return [
    { what: '名单没有重复，排除的都写了理由', holds: isSound },
    { what: '名单和规则与抽取前公示的指纹一致', holds: commitList(list) === commitment },
    {
      what: `${parties.length} 方的随机数与各自先报的指纹一致`,
      holds: whole && parties.every((one) => commitSecret(commitment, one.secret ?? '') === one.commitment),
    },
    { what: '按同样的办法重新抽取，结果一致', holds: drawn !== null && whole && again.join() === drawn.join() },
  ]
}
