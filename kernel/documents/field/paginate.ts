import type { Paper } from '../paper.ts'
import { lettersOf, type Unit } from './units.tsx'

/** A unit on a page; of a paragraph that was split, the letters from one to another. */
export interface Part {
  unit: Unit
  from: number
  to: number
}

/** A form on its pages, and the size it is set in. */
export interface Laid {
  pages: Part[][]
  size: Paper['sizes'][number]
  /** Height of a strip in mm: as long as it needs to be. */
  stripMm: number
}

const A4_MM = 297
/** Of a paragraph that is split at least so many lines stand on either page. */
const FEWEST_LINES = 2
const PT_PER_MM = 72 / 25.4

/**
 * Sets units on pages: the largest size of the paper, a smaller one only if that saves a page (documents.md §2).
 * @param sheet an element as wide as the text, that holds one element for each unit, in order
 */
export function layOut(sheet: HTMLElement, units: readonly Unit[], paper: Paper): Laid {
  let best: Laid | null = null
  for (const size of paper.sizes) {
    writeSizes(sheet, size)
    const laid = setPages(sheet, units, paper, size)
    if (!best || laid.pages.length < best.pages.length) best = laid
    if (best.pages.length === 1) break
  }
  return best as Laid
}

/** Says on an element which sizes hold inside it. */
export function writeSizes(element: HTMLElement, { size, pitch, table }: Paper['sizes'][number]): void {
  element.style.setProperty('--pp-size', `${size}pt`)
  element.style.setProperty('--pp-pitch', `${pitch}pt`)
  element.style.setProperty('--pp-table', `${table}pt`)
}

function setPages(sheet: HTMLElement, units: readonly Unit[], paper: Paper, size: Paper['sizes'][number]): Laid {
  const perMm = sheet.getBoundingClientRect().width / (paper.width - paper.left - paper.right)
  const slip = paper.paper === 'slip'
  // The leading above the first line and under the last one needs no room.
  const leading = ((size.pitch - size.size) / PT_PER_MM) * perMm
  const room = slip ? Number.POSITIVE_INFINITY : (A4_MM - paper.top - paper.bottom) * perMm + leading
  const elements = [...sheet.children] as HTMLElement[]
  const heights = elements.map((element) => element.getBoundingClientRect().height)
  const setter = new PageSetter(room, (size.pitch / PT_PER_MM) * perMm)
  for (const together of keptTogether(units, heights, room))
    setter.put(together.map((at) => ({ unit: units[at] as Unit, element: elements[at] as HTMLElement })))
  const used = heights.reduce((sum, height) => sum + height, 0) / perMm
  return { pages: setter.pages, size, stripMm: Math.ceil(used + paper.top + paper.bottom) }
}

/**
 * Units that must not be parted: signatures and seal with each other, and with the two units before them, or with one where two would
 * not fit on a page.
 */
function keptTogether(units: readonly Unit[], heights: readonly number[], room: number): number[][] {
  const groups: number[][] = []
  for (let at = 0; at < units.length; at++) {
    const last = groups.at(-1)
    const closing = units[at]?.closing ?? false
    if (!closing || !last) groups.push([at])
    else if (units[at - 1]?.closing) last.push(at)
    else {
      const before = groups.splice(-2).flat()
      const closings = units.length - at
      const whole = heights.slice(before[0], at + closings).reduce((sum, height) => sum + height, 0)
      if (whole > room && before.length > 1) {
        groups.push([before[0] as number])
        before.shift()
      }
      groups.push([...before, at])
    }
  }
  return groups
}

interface Standing {
  unit: Unit
  element: HTMLElement
}

/** Fills pages one after the other. */
class PageSetter {
  readonly pages: Part[][] = [[]]
  readonly #room: number
  readonly #pitch: number
  #left: number

  /** @param room height of a page @param pitch height of a line, both in pixels */
  constructor(room: number, pitch: number) {
    this.#room = room
    this.#pitch = pitch
    this.#left = room
  }

  put(group: readonly Standing[]): void {
    const [only] = group
    if (group.length === 1 && only) this.#putOne(only)
    else this.#putTogether(group)
  }

  #putTogether(group: readonly Standing[]): void {
    const height = group.reduce((sum, { element }) => sum + element.getBoundingClientRect().height, 0)
    if (height > this.#left) this.#turn()
    for (const { unit, element } of group)
      this.#place(unit, 0, lettersOf(unit.runs), element.getBoundingClientRect().height)
  }

  #putOne({ unit, element }: Standing): void {
    const { height } = element.getBoundingClientRect()
    const fits = height <= this.#left + 0.5
    if (unit.breaks) this.#turn()
    else if (unit.runs && !fits) this.#split(unit, element, Math.round(height / this.#pitch))
    else {
      if (!fits) this.#turn()
      this.#place(unit, 0, lettersOf(unit.runs), height)
    }
  }

  /** Puts the lines of a paragraph on as many pages as they need; none stands alone. */
  #split(unit: Unit, element: HTMLElement, lines: number): void {
    let [line, from] = [0, 0]
    while (lines - line > this.#fitting()) {
      const fitting = Math.min(this.#fitting(), lines - line - FEWEST_LINES)
      if (fitting < FEWEST_LINES) {
        this.#turn()
        continue
      }
      const to = startOfLine(element, line + fitting, this.#pitch)
      this.#place(unit, from, to, fitting * this.#pitch)
      line += fitting
      from = to
      this.#turn()
    }
    this.#place(unit, from, lettersOf(unit.runs), (lines - line) * this.#pitch)
  }

  #fitting(): number {
    return Math.floor(this.#left / this.#pitch + 0.02)
  }

  #place(unit: Unit, from: number, to: number, height: number): void {
    this.pages.at(-1)?.push({ unit, from, to })
    this.#left -= height
  }

  #turn(): void {
    if (this.pages.at(-1)?.length === 0) return
    this.pages.push([])
    this.#left = this.#room
  }
}

/** The first letter of a line of a set paragraph, counted from the first letter of the text. */
function startOfLine(element: HTMLElement, line: number, pitch: number): number {
  const top = element.getBoundingClientRect().top + line * pitch
  const range = document.createRange()
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let before = 0
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0
    for (let at = 0; at < length; at++) {
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      const { top: letter, height } = range.getBoundingClientRect()
      if (letter + height / 2 > top) return before + at
    }
    before += length
  }
  return before
}
