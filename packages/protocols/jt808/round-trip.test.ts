import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dice, mutant } from '../fuzz/mutants.ts'
import { readBody, writeBody } from './body.ts'
import { decodeAssembled, decodeFrame } from './decode.ts'
import { EDITIONS, type Edition } from './edition.ts'
import { encodeMessage } from './encode.ts'
import { Fragments } from './fragments.ts'
import { readFrame } from './frame.ts'
import { MESSAGES } from './messages/catalogue.ts'
import { bodyOf } from './test-bodies.ts'

const known = (edition: Edition) => (edition === 2019 ? null : edition)

function read(frames: readonly string[], edition: Edition) {
  const set = new Fragments()
  for (const hex of frames) {
    const frame = readFrame(Buffer.from(hex, 'hex').subarray(1, -1))
    if (!frame.ok || !frame.fragment) return decodeFrame(frame, known(edition))
    const assembly = set.add(frame, 0)
    if (assembly.kind === 'complete') return decodeAssembled(assembly.first, assembly.body, known(edition))
  }
  throw new Error('no message in these frames')
}

describe.each(EDITIONS)('edition %i', (edition) => {
  test.each(MESSAGES.filter(({ parts }) => parts !== null))(
    '$name is read as it was written',
    ({ id, name, parts }) => {
      const message = fc.record({
        body: bodyOf(parts ?? [], edition),
        phone: fc.integer({ min: 1, max: 999_999_999_999 }).map(String),
        sequence: fc.nat(0xffff),
      })
      fc.assert(
        fc.property(message, (given) => {
          const written = encodeMessage({ version: edition, messageId: id, ...given })
          if (!written.ok) throw new Error(written.detail)
          const answer = read(written.frames, edition)
          expect(answer).toMatchObject({ ok: true, version: edition, name, ...given })
          if (!answer.ok || answer.flags.length > 0) throw new Error(JSON.stringify(answer))
          expect(encodeMessage(answer)).toMatchObject({ frames: written.frames })
        }),
        { numRuns: 40 },
      )
    },
  )
})

test('whatever a broken body was read as is written back and read the same', () => {
  const seeds = [
    Buffer.from(`00000400${'00'.repeat(40)}0104000000a9300112`, 'hex'),
    Buffer.from('0102030405060708', 'hex'),
  ]
  const roll = dice(3)
  for (let at = 0; at < 5000; at++) {
    const { id } = MESSAGES[at % MESSAGES.length] as (typeof MESSAGES)[0]
    const bytes = mutant(seeds, roll)
    for (const edition of EDITIONS) {
      const read = readBody(id, bytes, edition)
      const again = readBody(id, writeBody(id, read.body, edition) as Buffer, edition)
      expect(again.body).toEqual(read.body)
    }
  }
})
