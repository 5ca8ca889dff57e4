import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeSigns, type SignOf } from './sign-places.ts'

const sign = (code: string, middle: [number, number], enterprises: number, late = 0, name = '大码头一村'): SignOf => ({
  ...{ code, name, middle, enterprises, late },
})

it('gives a grid that stands alone its figure, its name above and what is late below', () => {
  const [place] = placeSigns([sign('1', [100, 100], 60, 12)])
  expect(place).toMatchObject({ isCounted: true })
  expect(place?.name).toBeLessThan(0)
  expect(place?.late).toBeGreaterThan(0)
})

it('leaves out the name of the less pressing of two that would lie on each other', () => {
  const [calm, pressing] = placeSigns([sign('1', [100, 100], 9), sign('2', [136, 100], 2, 3)])
  expect(pressing?.name).toBeLessThan(0)
  expect(pressing?.late).toBeGreaterThan(0)
  expect(calm?.name).toBeNull()
  expect(calm).toMatchObject({ isCounted: true })
})

it('draws a grid without enterprises as a dot', () => {
  const [none] = placeSigns([sign('1', [100, 100], 0), sign('2', [300, 300], 8)])
  expect(none).toMatchObject({ isCounted: false })
})

it('never lays a ring, a name or what is late on another', () => {
  const signs = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 56 }),
      fc.integer({ min: 0, max: 68 }),
      fc.integer({ min: 0, max: 999 }),
      fc.integer({ min: 0, max: 30 }),
      fc.constantFrom('乐安街道', '大码头一村', '东营农业高新技术产业示范区'),
    ),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(signs, (drawn) => {
      const different = new Map(drawn.map((one) => [`${one[0]},${one[1]}`, one]))
      const all = [...different].map(([code, [x, y, enterprises, late, name]]) =>
        sign(code, [x * 10, y * 10], enterprises, late, name),
      )
      const boxes = placeSigns(all).flatMap((place, at) => boxesOf(place, all[at] as SignOf))
      for (const [at, one] of boxes.entries())
        for (const other of boxes.slice(at + 1)) expect(overlap(one, other)).toBeLessThan(0.001)
    }),
  )
})

interface Part {
  x: number
  y: number
  wide: number
  tall: number
  isRing: boolean
}

/** Ring, name and late words: middle, half width, half height. */
function boxesOf(place: ReturnType<typeof placeSigns>[number], { name, late }: SignOf): Part[] {
  const [x, y] = place.spot
  const words: [number | null, number, number][] = [
    [place.name, name.length * 7, 7],
    [place.late, (2 * 12 + (1 + String(late).length) * 7.2) / 2, 6],
  ]
  const ring = { x, y, wide: place.radius, tall: place.radius, isRing: true }
  const said = words.flatMap(([height, wide, tall]) =>
    height === null ? [] : [{ x, y: y + height, wide, tall, isRing: false }],
  )
  return [ring, ...said]
}

/** How deep two parts lie in each other; nothing when they do not. */
const overlap = (a: Part, b: Part): number =>
  a.isRing && b.isRing
    ? a.wide + b.wide - Math.hypot(a.x - b.x, a.y - b.y)
    : Math.min(a.wide + b.wide - Math.abs(a.x - b.x), a.tall + b.tall - Math.abs(a.y - b.y))
