import { enterpriseList } from '#modules/enterprise/model/listed.ts'
import { matchList, type PlatformRow, type SheetLine } from '#modules/reconciliation/model/match.ts'
import { nameForm, readCell } from '#modules/reconciliation/model/value.ts'
import { creditCodeOf } from './ground.ts'

/**
 * A list of an office held against the register, rows read and matched a second at ROWS rows (100,000), beside the plain way: for each line go
 * through the register until code or name is the same. That grows with the square, so it is measured on a part of the lines and told as lines
 * a second; the ratio is how many times as many lines a second the matching takes. Every planted difference is counted as well.
 */
const ROWS = Number(process.env.ROWS ?? 100_000)
const SAMPLE = Math.min(ROWS, 300)

const row = (at: number): PlatformRow => ({
  id: `row ${at}`,
  gridCode: `370523${100 + (at % 10)}`,
  facts: {
    code: creditCodeOf(at),
    name: `广饶第${at}机械有限公司`,
    scale: at % 2 === 0 ? 'small' : 'micro',
    state: 'producing',
  },
})

/** Each tenth line comes without its code, each hundredth with another size; a thousandth is left out and one is new. */
function texts(at: number): Record<string, string> {
  return {
    ...(at % 10 === 3 ? {} : { code: creditCodeOf(at) }),
    name: at % 7 === 0 ? `广饶第${at}机械有限责任公司` : `广饶第${at} 机械有限公司`,
    place: `370523${100 + (at % 10)}`,
    scale: (at % 2 === 0) === (at % 100 !== 5) ? '小型' : '微型',
  }
}

const lineOf = (at: number): SheetLine => {
  const said = texts(at)
  const cells = enterpriseList.columns.flatMap((column) => {
    const read = readCell(column, said[column.key] ?? null, (place) => place)
    return read ? [[column.key, read] as const] : []
  })
  return { row: at + 2, cells: new Map(cells) }
}

const perSecond = (count: number, from: number) => Math.round((count * 1000) / (performance.now() - from))

const rows = Array.from({ length: ROWS }, (_, at) => row(at))
const kept = Array.from({ length: ROWS }, (_, at) => at).filter((at) => at % 1000 !== 9)

const readFrom = performance.now()
const lines = kept.map(lineOf)
const read = perSecond(lines.length, readFrom)

const matchFrom = performance.now()
const found = matchList(enterpriseList, rows, lines)
const matched = perSecond(lines.length, matchFrom)

const names = rows.map(({ facts }) => nameForm(facts.name ?? ''))
const nestedFrom = performance.now()
let same = 0
for (const line of lines.slice(-SAMPLE)) {
  const code = line.cells.get('code')?.value
  const name = nameForm(line.cells.get('name')?.value ?? '')
  const hit = rows.find(({ facts }, at) => (code !== undefined && facts.code === code) || names[at] === name)
  if (hit) same++
}
const nested = perSecond(SAMPLE, nestedFrom)

const of = (kind: string) => found.lines.filter((fate) => fate.kind === kind).length
const planted = kept.filter((at) => at % 100 === 5).length
console.log(
  `reconcile/${ROWS}: read ${read} lines/s, matched ${matched} lines/s; nested ${nested} lines/s over ${same} lines; ratio ${(matched / nested).toFixed(0)}`,
)
console.log(
  `reconcile/${ROWS}: different ${of('different')} of ${planted} planted, extra ${found.extra.length} of ${ROWS - kept.length}, missing ${of('missing')} of 0`,
)
if (of('different') !== planted || found.extra.length !== ROWS - kept.length || of('missing') > 0) process.exitCode = 1
