/** Levels of the physical grid, top down, with the length of their prefix code (GB/T 2260, statistical code, cell). */
export const gridLevels = {
  city: { name: '市', digits: 4, letter: 'C' },
  county: { name: '县区', digits: 6, letter: 'D' },
  town: { name: '镇街', digits: 9, letter: 'T' },
  village: { name: '村居', digits: 12, letter: 'V' },
  cell: { name: '单元格', digits: 15, letter: 'U' },
} as const

export type GridLevel = keyof typeof gridLevels

export const gridKinds = {
  administrative: '行政区划',
  zone: '功能区',
  basic: '基础网格',
  exclusive: '专属网格',
  temporary: '临时网格',
} as const

export type GridKind = keyof typeof gridKinds

/**
 * The prefix code behind any written form: `370500`, `370523000000` and `3705` all name a node by its significant digits.
 * Null when the text is no code of a city or below.
 */
export function gridPrefix(written: string): string | null {
  const code = written.normalize('NFKC').trim()
  if (!/^[1-9]\d{3,14}$/.test(code)) return null
  for (const { digits } of Object.values(gridLevels)) {
    if (code.length >= digits && /^0*$/.test(code.slice(digits))) return code.slice(0, digits)
  }
  return Object.values(gridLevels).some(({ digits }) => digits === code.length) ? code : null
}

/** Level of a prefix code by its length; null for another length. */
export function gridLevelOf(prefix: string): GridLevel | null {
  const found = Object.entries(gridLevels).find(([, level]) => level.digits === prefix.length)
  return found ? (found[0] as GridLevel) : null
}

/** Prefix codes of all ancestors, the city first, the node itself last. */
export function gridPath(prefix: string): string[] {
  return Object.values(gridLevels)
    .map(({ digits }) => digits)
    .filter((digits) => digits <= prefix.length)
    .map((digits) => prefix.slice(0, digits))
}
