import { expect, test } from 'vitest'
import { dice, mutant } from './mutants.ts'
import { makeTargets } from './targets.ts'

const MUTANTS_A_DOOR = 5_000

// The same mutants every time, so that a fault found once is found again; `npm run bench protocol-fuzz` takes a million others.
test.each(Object.entries(makeTargets()))(
  '%s answers every broken message and holds little',
  (name, { seeds, take, held }) => {
    const roll = dice(7)
    let most = 0
    for (let at = 0; at < MUTANTS_A_DOOR; at++) {
      const bytes = mutant(seeds, roll)
      try {
        take(bytes)
      } catch (error) {
        throw new Error(`${name} threw on ${bytes.toString('hex')}`, { cause: error })
      }
      most = Math.max(most, held())
    }
    expect(most).toBeLessThan(2 << 20)
  },
)
