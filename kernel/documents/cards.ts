/** A card to be hung on a wall: what it is of, a few facts, a code for cameras and the same code to be typed. */
export interface Card {
  head: string
  title: string
  facts: readonly (readonly [label: string, value: string])[]
  /** What the camera reads. */
  qr: string
  code: string
  foot: readonly string[]
}

/** One card on a sheet of its own (A6), or four on A4 with lines to cut along. */
export type CardSheet = 'a6' | 'a4'

/** Everything cards say, for whoever asks whether the fonts draw it. */
export const wordsOfCards = (cards: readonly Card[]): string =>
  cards.map(({ head, title, facts, code, foot }) => [head, title, facts.flat(), code, foot].flat().join('')).join('')
