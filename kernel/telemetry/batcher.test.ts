import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { Batcher, type BatchLimits, type Store } from './batcher.ts'
import type { Message, Outcome } from './model/message.ts'

const message = (device: string, n: number, more: Partial<Message> = {}): Message => ({
  ...{ device, sequence: n, wrapsAfter: null, at: null, readings: [], raw: `${n}` },
  ...more,
})
const QUICK: Partial<BatchLimits> = { ageMs: 0, retryMs: 1 }
const stored = (messages: readonly Message[]): Outcome[] => messages.map(() => ({ kept: 'stored' }))
const failure = (code: string) => Object.assign(new Error(code), { code })
const turn = () => new Promise((resolve) => setTimeout(resolve, 5))

/** A store that waits until it is let go. */
function heldStore(): { store: Store; pages: Message[][]; release(): void } {
  const pages: Message[][] = []
  let waiting: (() => void)[] = []
  let isOpen = false
  const store: Store = async (messages) => {
    pages.push([...messages])
    if (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve))
    return stored(messages)
  }
  return {
    store,
    pages,
    release: () => {
      isOpen = true
      for (const wake of waiting.splice(0)) wake()
      waiting = []
    },
  }
}

test('tells nobody before the page is written, and drains only when all is', async () => {
  const { store, pages, release } = heldStore()
  const batcher = new Batcher(store, QUICK)
  let told = 0
  const all = Array.from({ length: 30 }, (_, n) => batcher.take(message('a', n)).then(() => (told += 1)))
  let isDrained = false
  const drained = batcher.drain().then(() => {
    isDrained = true
  })
  await vi.waitFor(() => expect(pages.length).toBeGreaterThan(0))
  await turn()
  expect([told, isDrained]).toEqual([0, false])
  release()
  await Promise.all([...all, drained])
  expect([told, batcher.held]).toEqual([30, { messages: 0, bytes: 0, waiting: 0 }])
})

test('holds no more than it may; whoever hands over more waits, and all of it comes through', async () => {
  const { store, release } = heldStore()
  const batcher = new Batcher(store, { ...QUICK, bytes: 100_000 })
  const heavy = 'x'.repeat(20_000)
  const all = Array.from({ length: 40 }, (_, n) => batcher.take(message(`d${n}`, n, { raw: heavy })))
  await turn()
  // The message that fills it is let in, and no other.
  expect(batcher.held.bytes).toBeLessThanOrEqual(100_000 + 20_300)
  expect(batcher.held.messages + batcher.held.waiting).toBe(40)
  release()
  expect(await Promise.all(all)).toHaveLength(40)
  expect(batcher.held).toEqual({ messages: 0, bytes: 0, waiting: 0 })
})

describe('when a page cannot be written', () => {
  test.each([
    ['the disk is full', '53100'],
    ['the server goes down', '57P01'],
    ['two writers are in each other’s way', '40P01'],
  ])('it is tried again while %s, nobody is told, and it is said since when', async (_, code) => {
    let isWell = false
    const batcher = new Batcher(async (messages) => {
      if (!isWell) throw failure(code)
      return stored(messages)
    }, QUICK)
    let isTold = false
    const answer = batcher.take(message('a', 1)).then((outcome) => {
      isTold = true
      return outcome
    })
    await vi.waitFor(() => expect(batcher.awaySince).not.toBeNull())
    await turn()
    expect([isTold, batcher.trouble]).toEqual([false, code])
    isWell = true
    expect(await answer).toEqual({ kept: 'stored' })
    expect(batcher.awaySince).toBeNull()
  })

  test('a message the database will never take is found and refused, and the others are stored once, in their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (isBad) => {
        const written: number[] = []
        const batcher = new Batcher(async (messages) => {
          if (messages.some(({ raw, fault }) => raw === 'bad' && !fault)) throw failure('22P05')
          written.push(...messages.filter(({ fault }) => !fault).map(({ sequence }) => sequence as number))
          return messages.map(({ fault }) => (fault ? { kept: 'refused', reason: fault } : { kept: 'stored' }))
        }, QUICK)
        const outcomes = await Promise.all(
          isBad.map((bad, n) => batcher.take(message('a', n, bad ? { raw: 'bad' } : {}))),
        )
        expect(outcomes.map(({ kept }) => kept)).toEqual(isBad.map((bad) => (bad ? 'refused' : 'stored')))
        expect(written).toEqual(isBad.flatMap((bad, n) => (bad ? [] : [n])))
      }),
      { numRuns: 25 },
    )
  })

  test('a message not even whose text can be kept is refused and holds up nobody', async () => {
    const batcher = new Batcher(async (messages) => {
      if (messages.some(({ raw }) => raw === 'bad')) throw failure('22021')
      return stored(messages)
    }, QUICK)
    const outcomes = await Promise.all([batcher.take(message('a', 1, { raw: 'bad' })), batcher.take(message('a', 2))])
    expect(outcomes).toEqual([{ kept: 'refused', reason: 'unreadable' }, { kept: 'stored' }])
  })
})

test('what one device says is written in its order, however many lanes there are', async () => {
  const written: [string, number][] = []
  const batcher = new Batcher(
    async (messages) => {
      await turn()
      written.push(...messages.map(({ device, sequence }): [string, number] => [device, sequence as number]))
      return stored(messages)
    },
    { ...QUICK, page: 3, lanes: 4 },
  )
  const said = Array.from({ length: 60 }, (_, n) => message(`d${n % 5}`, n))
  await Promise.all(said.map((one) => batcher.take(one)))
  for (let device = 0; device < 5; device++)
    expect(written.filter(([code]) => code === `d${device}`).map(([, n]) => n)).toEqual(
      said.filter((one) => one.device === `d${device}`).map(({ sequence }) => sequence),
    )
})
