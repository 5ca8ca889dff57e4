import { amountText, cellText } from './amount.ts'
import type { Circular, Line, LinePart, Section } from './schema.ts'

/** Words in a row; those with an address open what they tell. */
export interface Word {
  t: string
  to?: string
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** 一、企业底数 */
export const headingOf = (title: string, at: number): string => `${NUMERALS[at] ?? at + 1}、${title}`

/** The sentence with the answer: what was checked, found and reported. */
export function headlineOf({ gridName, sections }: Circular): string {
  const lines = sections.flatMap((section) => section.lines)
  const said = HEADLINE.flatMap((code) => {
    const line = lines.find((one) => one.code === code)
    return line ? [`${line.name} ${amountText(line.value, line.unit)}`] : []
  })
  return said.length > 0 ? `${gridName}：${said.join('，')}` : `${gridName}应用情况通报`
}

const HEADLINE = ['enterprise.count', 'inspection.visited', 'hazard.office-found', 'hazard.self-found']

/** A section as paragraphs: its figures, then how the parts of one differ from its whole. */
export function paragraphsOf({ lines }: Section): Word[][] {
  const firsts = lines.filter((line, at) => lines.findIndex(({ code }) => code === line.code) === at)
  const figures = firsts.flatMap((line, at): Word[] => [
    { t: at === 0 ? `${line.name} ` : `；${line.name} ` },
    { t: amountText(line.value, line.unit), to: line.link },
    ...mostOf(line),
  ])
  return [[...figures, { t: '。' }], ...lines.filter(differs).map(differenceOf)]
}

/** Which part is the largest; said where it is more than another. */
function mostOf({ parts, kind, unit, by }: Line): Word[] {
  if (kind === 'ratio' || !by) return []
  const [most, next] = [...parts].sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
  if (!most?.value || !next || next.value === most.value) return []
  // By office is not by place: a county's visits are those of all offices that went there.
  const who = by === 'office' ? `按检查机关，${most.title}` : most.title
  return [{ t: `（${who}最多，` }, wordOf(most, unit), { t: '）' }]
}

const wordOf = ({ value, link }: LinePart, unit: string): Word => ({
  t: amountText(value, unit),
  ...(link ? { to: link } : {}),
})

/** Whether the parts of a line add up to something else than its whole. */
export const differs = ({ sum, value }: Pick<Line, 'sum' | 'value'>): boolean =>
  sum !== null && value !== null && sum !== value

/** Why parts and whole differ, with the rows. */
export function differenceOf({ name, unit, byTitle, sum, value, shared, link }: Line): Word[] {
  const more = (sum ?? 0) - (value ?? 0)
  const by = more > 0 ? '多' : '少'
  const head = `${name}按${byTitle}合计 ${amountText(sum, unit)}，比总数${by} `
  const groups = Map.groupBy(shared, ({ titles }) => titles.join('、'))
  const rows = [...groups].flatMap(([titles, members], group): Word[] => [
    { t: `${group === 0 ? '：' : '；'}同时算在${titles}里的有` },
    ...members.flatMap((row, at): Word[] => [
      ...(at === 0 ? [] : [{ t: '、' }]),
      row.link ? { t: row.title, to: row.link } : { t: row.title },
    ]),
  ])
  return [{ t: head }, { t: amountText(Math.abs(more), unit), to: link }, ...rows, { t: '。' }]
}

/** Lists of offices that still differ: 企业数与广饶县应急局的企业台账（广饶县，截至 2026-11-22）有 9 处未决差异，见数据核对。 */
export const doubtsText = (lists: Circular['openLists']): Word[][] =>
  lists.map(({ indicators, body, title, gridName, to, open, link }) => [
    { t: `${indicators.join('、')}与${body}的${title}（${gridName}，截至 ${to}）有 ` },
    { t: `${amountText(open, '处')}`, ...(link ? { to: link } : {}) },
    { t: '未决差异，见数据核对。' },
  ])

/** What no room counts yet. */
export const notConnectedText = (names: readonly string[]): string =>
  `${names.join('、')}尚未接入平台，没有数可报；这里不写零。`

export const withheldText = (names: readonly string[]): string => `${names.join('、')}不在您的职责范围内，没有列出。`

/** Lines of a section parted alike, side by side: one row for each part, a column for each indicator. */
export interface Table {
  by: string
  title: string
  columns: readonly Line[]
  rows: readonly { key: string; title: string; cells: readonly (LinePart | null)[] }[]
}

/** The tables of a section; the rows in the order of the first indicator. */
export function tablesOf({ lines }: Section, mostColumns = Number.POSITIVE_INFINITY): Table[] {
  const parted = lines.filter(({ by, parts }) => by !== null && parts.length > 0)
  return [...new Set(parted.map(({ by }) => by as string))].flatMap((by) => {
    const all = parted.filter((line) => line.by === by)
    const keys = new Map(all.flatMap(({ parts }) => parts.map(({ key, title }) => [key, title] as const)))
    return inGroups(all, mostColumns).map((columns) => ({
      by,
      title: columns[0]?.byTitle ?? by,
      columns,
      rows: [...keys].map(([key, title]) => ({
        key,
        title,
        cells: columns.map(({ parts }) => parts.find((part) => part.key === key) ?? null),
      })),
    }))
  })
}

/** What stands in a cell: a count that has no part under a key is 0, of a ratio nothing can be said. */
export const cellOf = ({ kind, unit }: Line, part: LinePart | null): string =>
  cellText(part ? part.value : kind === 'ratio' ? null : 0, unit, part?.base ?? null)

/** Columns as evenly as they go: nine are five and four, not six and three. */
function inGroups<T>(all: readonly T[], most: number): T[][] {
  const groups = Math.ceil(all.length / most) || 1
  const size = Math.ceil(all.length / groups)
  return Array.from({ length: groups }, (_, at) => all.slice(at * size, (at + 1) * size))
}
