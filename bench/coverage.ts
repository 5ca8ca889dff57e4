import { businessesOf } from '#modules/grid/model/businesses.ts'
import {
  answerFor,
  type Duty,
  indexDuties,
  type ObjectGroup,
  proveAgain,
  proveCoverage,
  type SeatOnDay,
} from '#modules/grid/model/coverage.ts'
import { readDivisions } from '#standards/division/read.ts'
import { report } from './ground.ts'

/**
 * Coverage proof of 100,000 objects × 14 businesses, each object in a group of its own so that nothing is saved by
 * likeness, against the plain loop over every object and business. Goals: 5 s for all, 100 ms after one duty changed.
 */
const OBJECTS = 100_000
const villages = (await readDivisions('3705')).filter(({ level }) => level === 'village').map(({ code }) => code)
const classes = ['hazchem', 'industry_trade', 'fireworks', 'other']
const groups: ObjectGroup[] = Array.from({ length: OBJECTS }, (_, at) => ({
  gridCode: villages[at % villages.length] as string,
  objectClass: 'B',
  regulatorClasses: [classes[at % classes.length] as string],
  count: 1,
}))
const places = [...new Set(villages.flatMap((code) => [code, code.slice(0, 9), code.slice(0, 6)]))]
const duties: Duty[] = places.map((gridCode, at) => ({
  id: String(at),
  seatId: `s${at}`,
  gridCode,
  layer: 'safety',
  role: gridCode.length === 12 ? 'grid_staff' : 'officer',
  businesses: null,
  objectClass: null,
  regulatorClasses: null,
}))
const authorised = new Set(businessesOf('safety').map(({ code }) => code))
const seats = new Map<string, SeatOnDay>(
  duties.map(({ seatId }) => [seatId, { id: seatId, title: seatId, bodyName: '', holders: ['王'], authorised }]),
)

const ratios: number[] = []
for (let round = 0; round < 5; round++) {
  const [proof, ms] = timed(() => proveCoverage(groups, 'safety', duties, seats))
  const [plain, plainMs] = timed(() => everyPair())
  if (proof.answered !== plain) throw new Error(`the proof says ${proof.answered}, the loop ${plain}`)
  const village = villages[7] as string
  const [, againMs] = timed(() => proveAgain(proof, village.slice(0, 9), groups, 'safety', [...duties], seats))
  ratios.push(ms / plainMs)
  console.log(
    `  round ${round + 1}: all ${ms.toFixed(0)} ms, one town again ${againMs.toFixed(0)} ms, plain loop ${plainMs.toFixed(0)} ms`,
  )
}
report('coverage/100,000 × 14', ratios, '≤ 1, and ≤ 5,000 ms / 100 ms as printed above')

function everyPair(): number {
  const index = indexDuties(duties)
  let answered = 0
  for (const group of groups)
    for (const business of businessesOf('safety')) if (!answerFor(group, business, index, seats).fault) answered++
  return answered
}

function timed<T>(work: () => T): [T, number] {
  const started = performance.now()
  const result = work()
  return [result, performance.now() - started]
}
