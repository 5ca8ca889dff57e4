import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { followRun, type Run } from './sequence.ts'

const NEW: Run = { sequence: null, toldAt: null, gaps: [] }
const at = (second: number) => new Date(Date.UTC(2026, 10, 23) + second * 1000)

/** Follows messages of one run: their numbers, each with its time. */
function follow(numbers: readonly number[], wrapsAfter: number | null = null) {
  const done = { run: NEW, sent: 0, doubles: 0 }
  for (const sequence of numbers) {
    const step = followRun(done.run, { sequence, at: at(sequence), wrapsAfter })
    done.run = step.run
    done.sent += step.sent
    done.doubles += step.isDouble ? 1 : 0
  }
  return done
}

const missing = ({ gaps }: Run) =>
  gaps.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, n) => first + n))

describe('the run of a device', () => {
  test('names exactly what has not come, in whatever order the rest came and however often', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 })), fc.array(fc.nat(60)), (rest, again) => {
        const came = [0, ...rest]
        const repeated = again.map((n) => came[n % came.length] as number)
        const { run, sent, doubles } = follow([...came, ...repeated])
        const highest = Math.max(...came)
        const all = Array.from({ length: highest + 1 }, (_, n) => n)
        expect(missing(run).toSorted((a, b) => a - b)).toEqual(all.filter((n) => !came.includes(n)))
        expect([sent, doubles]).toEqual([highest + 1, repeated.length])
      }),
    )
  })

  test('goes on at 0 where the protocol counts to 65535, and names what was lost over the turn', () => {
    const step = followRun(
      { sequence: 65_533, toldAt: at(1), gaps: [] },
      { sequence: 1, at: at(2), wrapsAfter: 65_535 },
    )
    expect(step).toMatchObject({ sent: 4, isDouble: false })
    expect(step.run.gaps).toEqual([
      { first: 65_534, last: 65_535 },
      { first: 0, last: 0 },
    ])
  })

  test('begins anew when a device was started again, and keeps what was missing', () => {
    const before = follow([0, 1, 5])
    const step = followRun(before.run, { sequence: 0, at: at(99), wrapsAfter: null })
    expect(step).toMatchObject({ sent: 1, isDouble: false, run: { sequence: 0, gaps: [{ first: 2, last: 4 }] } })
  })

  test('counts every message of a protocol without numbers as sent', () => {
    expect(followRun(NEW, { sequence: null, at: at(1), wrapsAfter: null })).toMatchObject({ sent: 1, isDouble: false })
  })

  test('of a terminal begins anew where its numbers leap, or where its connection says it may have been started again', () => {
    const run: Run = { sequence: 50_000, toldAt: at(100), gaps: [] }
    const ask = (sequence: number, second: number, mayBegin = false) => {
      const step = followRun(run, { sequence, at: at(second), wrapsAfter: 65_535, mayBegin })
      return [step.run.sequence, missing(step.run).length, step.sent, step.isDouble]
    }
    expect(ask(50_003, 101)).toEqual([50_003, 2, 3, false])
    expect(ask(0, 100)).toEqual([0, 0, 1, false])
    expect(ask(49_000, 100)).toEqual([50_000, 0, 0, true])
    expect(ask(49_000, 100, true)).toEqual([49_000, 0, 1, false])
    expect(ask(50_000, 100, true)).toEqual([50_000, 0, 0, true])
  })
})
