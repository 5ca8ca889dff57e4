import { checkUscc } from '#standards/code/uscc.ts'
import type { ListColumn, ListKind, Way } from './list.ts'
import { holdsPersons, isPersonalHead } from './personal.ts'
import { dayOf } from './value.ts'

/** A column of a sheet and what it is taken for. */
export interface SheetColumn {
  /** Place in the row, from 0. */
  column: number
  head: string
  /** Key of a column of the list; null when it is not compared. */
  target: string | null
  /** It holds people: not compared and not kept. */
  isPersonal: boolean
  /** Some of what stands in it; none of a personal column. */
  samples: string[]
}

/** A head as a name: half-width, without blanks, marks of duty, units and order numbers. */
const headForm = (head: string): string =>
  head
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^\d+[.、]/, '')
    .replace(/[*★]/g, '')
    .toLowerCase()

/** A column a head stands for, and how near: of two columns of one meaning the nearer is taken. */
interface Match {
  key: string
  rank: number
}

const formsOf = new WeakMap<ListKind, ReadonlyMap<string, Match>>()

function headsOf(kind: ListKind): ReadonlyMap<string, Match> {
  const known = formsOf.get(kind)
  if (known) return known
  const forms = new Map<string, Match>()
  for (const { key, label, heads } of kind.columns)
    for (const [rank, head] of [label, ...heads].entries())
      if (!forms.has(headForm(head))) forms.set(headForm(head), { key, rank })
  formsOf.set(kind, forms)
  return forms
}

/** The column a head stands for, by any of the names it goes by; what stands in brackets explains and names nothing. */
export function matchHead(kind: ListKind, names: readonly string[]): Match | null {
  const forms = headsOf(kind)
  const bare = names.map((name) => name.normalize('NFKC').replace(/[([【〔].*?[)\]】〕]/g, ''))
  for (const name of [...names, ...bare]) {
    const found = forms.get(headForm(name))
    if (found) return found
  }
  return null
}

const FIRM = /(公司|厂|店|站|场|中心|合作社|超市|商行|经营部|加工点|医院|学校|酒店|饭店|宾馆|矿|库|部)([(（].*[)）])?$/

/** What the values of a column speak for where no head says it. */
function matchValues(kind: ListKind, values: readonly string[]): string | null {
  const filled = values.map((value) => value.normalize('NFKC').trim()).filter((value) => value !== '')
  if (filled.length === 0) return null
  const most = (test: (value: string) => boolean) => filled.filter(test).length * 2 > filled.length
  const first = (wanted: ListColumn['kind']) => kind.columns.find((column) => column.kind === wanted)?.key ?? null
  if (most((value) => checkUscc(value).valid)) return first('credit-code')
  if (most((value) => dayOf(value) !== null)) return first('day')
  return most((value) => FIRM.test(value) && value.length >= 4) ? first('name') : null
}

/**
 * Guesses what the columns of a sheet are: by their heads, then by what stands in them. Each is taken once.
 * @param values what stands in each column in the first rows, in the order of the columns
 */
export function guessColumns(
  kind: ListKind,
  columns: readonly { column: number; head: string; names: readonly string[] }[],
  values: readonly (readonly string[])[],
): SheetColumn[] {
  const taken = new Set<string>()
  const take = (key: string | null) => {
    if (key === null || taken.has(key)) return null
    taken.add(key)
    return key
  }
  const matches = columns.map(({ names }) => matchHead(kind, names))
  const nearest = (key: string) => Math.min(...matches.flatMap((one) => (one?.key === key ? one.rank : [])))
  const byHead = matches.map((one) => (one && one.rank === nearest(one.key) ? take(one.key) : null))
  return columns.map(({ column, head }, at) => {
    const here = values[at] ?? []
    const known = byHead[at] ?? null
    const isPersonal = known === null && (isPersonalHead(head) || holdsPersons(here))
    const target = known ?? (isPersonal ? null : take(matchValues(kind, here)))
    const samples = isPersonal ? [] : [...new Set(here.filter((value) => value.trim() !== ''))].slice(0, 3)
    return { column, head, target, isPersonal, samples: samples.map((value) => value.slice(0, 40)) }
  })
}

/** A way by which rows can be told from each other with the columns that are known; undefined when there is none. */
export const wayWith = ({ ways }: ListKind, targets: readonly (string | null)[]): Way | undefined =>
  ways.find(({ by, isSure }) => isSure && by.every((key) => targets.includes(key)))

/** What a list must have, in words: 「统一社会信用代码」，或「企业名称」. */
export function neededWords({ ways, columns }: ListKind): string {
  const label = (key: string) => `「${columns.find((column) => column.key === key)?.label ?? key}」`
  const sets = ways.filter(({ isSure }) => isSure).map(({ by }) => by.map(label).join('加'))
  return [...new Set(sets)].join('，或')
}
