/** A page or a slip: paper, margins in mm, and the sizes that may be taken, the largest first, in points. */
export interface Paper {
  paper: 'a4' | 'slip'
  width: number
  top: number
  bottom: number
  left: number
  right: number
  sizes: readonly { size: number; pitch: number; table: number }[]
}

const a4 = { paper: 'a4', width: 210, left: 28, right: 26 } as const

/** Paper of each kind of form, and of the portable printer: 80 mm wide, 72 mm of it printed. */
export const papers: Readonly<Record<'narrative' | 'form' | 'slip', Paper>> = {
  narrative: {
    ...a4,
    top: 30,
    bottom: 30,
    sizes: [
      { size: 16, pitch: 28.9, table: 14 },
      { size: 15, pitch: 26, table: 14 },
      { size: 14, pitch: 24, table: 12 },
    ],
  },
  form: {
    ...a4,
    top: 25,
    bottom: 27,
    sizes: [
      { size: 14, pitch: 25, table: 12 },
      { size: 12, pitch: 24, table: 10.5 },
    ],
  },
  slip: { paper: 'slip', width: 80, top: 4, bottom: 8, left: 4, right: 4, sizes: [{ size: 10, pitch: 15, table: 9 }] },
}
