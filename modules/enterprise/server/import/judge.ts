import { newId } from '#kernel/db/id.ts'
import type { Cell, SheetRow } from '#kernel/sheet/sheet.ts'
import type { PlaceFinder, WrittenPlace } from '#modules/grid/server/places.ts'
import { convertPoint } from '#standards/coordinate/convert.ts'
import { type Nearness, reasonWords } from '../../model/doubles.ts'
import { type Field, fieldOf, fields, keyFields } from '../../model/fields.ts'
import {
  datumOfHead,
  matchHead,
  nameKey,
  type Outcome,
  placeColumns,
  type RowProblem,
} from '../../model/import-rules.ts'
import { aheadOf, changedValues, goodUntil, isMasked, readFields } from '../../model/rules.ts'
import type { EnterpriseValues } from '../../model/schema.ts'
import type { ReadingPlace } from '../../model/values.ts'
import { aliasKeys } from '../doubles/keyed.ts'
import { type Likeness, likenessOf } from '../doubles/likeness.ts'
import { nearness } from '../doubles/near.ts'
import type { PlaceWords } from '../doubles/place-words.ts'
import type { EnterpriseRecord } from '../store/enterprise.ts'
import { SheetDoubles, type SheetTwin } from './sheet-doubles.ts'

/** What a column of the sheet holds. */
export interface MappedColumn {
  column: number
  head: string
  target: string | null
}

/** What the register already knows about the rows of a chunk. */
export interface Known {
  byCode: Map<string, EnterpriseRecord>
  /** Candidates for rows without a known credit code: same bare name. */
  byName: Map<string, EnterpriseRecord[]>
  /** What somebody said a row of this code, or of this name and address, is. */
  byAlias: Map<string, EnterpriseRecord>
  /** By row number: enterprises the row may be a double of, the likeliest first. */
  near: Map<number, NearRecord[]>
  /** Credit codes registered where the importer cannot see. */
  takenElsewhere: Set<string>
}

/** A registered enterprise near to a row. */
export interface NearRecord {
  record: EnterpriseRecord
  nearness: Nearness
}

export type Decision = 'new' | 'update' | 'skip' | null

/** A row on its way in. */
export interface JudgedRow {
  number: number
  /** Id of the enterprise the row is about: the registered one, or the one it becomes. */
  id: string
  outcome: Outcome
  name: string | null
  cells: Cell[]
  problems: RowProblem[]
  values: EnterpriseValues
  gridCode: string | null
  /** What of the row is compared with others; null while it has no place. */
  likeness: Likeness | null
  present: EnterpriseRecord | null
  /** Values that go into the file of a known enterprise. */
  updates: EnterpriseValues
  /** Key fields on which the sheet and a still fresh confirmation disagree. */
  disputes: { field: string; present: string; claimed: string }[]
  /** Somebody said what the row is; the next spreadsheet with it is not asked about again. */
  isAlias: boolean
  /** Enterprises it is near to and, as somebody said, is not. */
  apart: { id: string; gridCode: string; nearness: Nearness }[]
}

type Judgement = 'id' | 'outcome' | 'present' | 'updates' | 'disputes' | 'isAlias' | 'apart'

export interface ReadRow extends Omit<JudgedRow, Judgement> {
  siteKey: string | null
}

/**
 * Judges rows one by one. It remembers what it has seen, so that a credit code twice in one sheet is found; rows are the
 * same again when a run starts over.
 */
export class RowJudge {
  readonly #columns: MappedColumn[]
  readonly #places: PlaceFinder
  readonly #gridDefault: string | null
  readonly #today: string
  readonly #seenCodes = new Map<string, number>()
  readonly #seenNames = new Map<string, number>()
  readonly #words: PlaceWords
  readonly #place: ReadingPlace
  readonly #doubles: SheetDoubles
  /** By enterprise: the first row of the sheet that was about it. */
  readonly #told = new Map<string, number>()

  constructor(
    columns: MappedColumn[],
    about: {
      places: PlaceFinder
      words: PlaceWords
      place: ReadingPlace
      gridDefault: string | null
      today: string
    },
  ) {
    const { places, words, gridDefault, today } = about
    this.#words = words
    this.#place = about.place
    this.#doubles = new SheetDoubles()
    this.#columns = columns.filter(({ target }) => target !== null)
    this.#places = places
    this.#gridDefault = gridDefault
    this.#today = today
  }

  /** Values, place and faults of a row, without looking into the register; null for rows that are no enterprise. */
  read(row: SheetRow): ReadRow | null {
    const written = this.#written(row)
    const typed = String(written.name ?? '').trim()
    if (Object.values(written).every(isBlank) || isNoEnterprise(typed, row.cells)) return null
    const { values, problems, remarks } = readFields({ ...written, name: written.name ?? null }, this.#place)
    const name = typeof values.name === 'string' ? values.name : typed
    const faults = [...problems, ...aheadOf(values, this.#today)].map(({ pointer, message }) =>
      this.#problem(pointer.slice(1), message, row),
    )
    if (row.fault) faults.push({ column: null, head: '整行', message: row.fault, value: '' })
    for (const { pointer, message } of remarks) faults.push(this.#note(pointer.slice(1), message, row))
    if (matchHead([name]) !== null)
      faults.push(this.#problem('name', `「${name}」是列名，不是企业名称；一行写一项的表请先转成一行一家`, row))
    faults.push(...this.#toOurDatum(values, row))
    for (const [key, value] of Object.entries(written)) {
      if (typeof value === 'string' && /^#(REF|VALUE|NAME\?|DIV\/0|NULL|NUM|无结果的公式)/.test(value)) {
        faults.push(this.#problem(key, '单元格里的公式出错，没有结果', row))
      }
      if (isLostNumber(key, value)) {
        const what = `${labelOf(key)}被 Excel 存成了数字，末尾几位已丢失，请把这一列设为文本后重新填写`
        replaceFault(faults, this.#problem(key, what, row))
      }
    }
    faults.push(...this.#disagreements(row, written))
    const place = this.#locate(written, values)
    if ('problem' in place) faults.push(this.#problem(place.about, place.problem, row))
    else for (const remark of place.remarks ?? []) faults.push(this.#note(remark.about, remark.text, row))
    const gridCode = 'code' in place ? place.code : null
    const siteKey = values.creditCode ? `${values.creditCode}/${values.siteNo ?? 0}` : null
    const likeness = gridCode === null ? null : likenessOf({ gridCode, ...values }, this.#words)
    return {
      number: row.number,
      name: name || null,
      cells: row.cells,
      problems: faults,
      values,
      gridCode,
      likeness,
      siteKey,
    }
  }

  /** The outcome of a read row, given what the register knows. */
  judge(row: ReadRow, known: Known, decision: Decision): JudgedRow {
    const { siteKey, ...base } = row
    const judged: JudgedRow = { ...base, ...UNJUDGED, id: newId() }
    if (base.problems.some(({ note }) => !note)) return judged
    const twinRow = this.#twinInSheet(row, siteKey)
    if (twinRow) return { ...judged, problems: [...base.problems, twinRow] }
    if (siteKey && known.takenElsewhere.has(siteKey)) {
      return {
        ...judged,
        problems: [...base.problems, plainProblem('creditCode', '信用代码已经登记过，请与市级管理员核对', base)],
      }
    }
    const sameCode = siteKey ? known.byCode.get(siteKey) : undefined
    if (sameCode) return this.#sameCode(judged, sameCode, decision)
    return this.#lookForTwin(judged, known, decision)
  }

  /** One credit code with two names is a renaming or a slip; only a person can tell. */
  #sameCode(judged: JudgedRow, present: EnterpriseRecord, decision: Decision): JudgedRow {
    const renamed = nameKey(judged.name ?? '') !== nameKey(present.name)
    if (!renamed || decision === 'update') return this.#compare(judged, present)
    const message = `信用代码已登记为「${present.name}」，名称不同，请确认是更名还是代码填错`
    return {
      ...judged,
      outcome: 'doubtful',
      present,
      problems: [...judged.problems, plainProblem('name', message, judged)],
    }
  }

  /** A row without a registered code: known by its name and address, by what somebody said, near to another, or new. */
  #lookForTwin(judged: JudgedRow, known: Known, decision: Decision): JudgedRow {
    const itself = this.#itself(judged, known)
    if (itself) return this.#compare(judged, itself)
    const alias = known.byAlias.get(aliasKeys(judged.values)[0] as string)
    if (alias) return this.#compareAsTwin(judged, alias)
    const near = known.near.get(judged.number) ?? []
    const likeness = judged.likeness as Likeness
    const twin = this.#doubles.twinOf(likeness)
    const isNew = (near.length === 0 && !twin) || decision === 'new'
    if (decision === 'update' && near[0]) return { ...this.#compareAsTwin(judged, near[0].record), isAlias: true }
    if (decision === 'update' && twin?.row.isWritten) return this.#asRowBefore(judged, twin)
    const { number, id, name, gridCode } = judged
    this.#doubles.remember({ number, id, name: name ?? '', gridCode: gridCode as string, isWritten: isNew }, likeness)
    return isNew ? { ...judged, outcome: 'fresh', apart: apartFrom(near, twin) } : asked(judged, near[0], twin)
  }

  /** The very name at the same address without any code on either side is the same enterprise imported again. */
  #itself(judged: JudgedRow, known: Known): EnterpriseRecord | null {
    if (judged.values.creditCode) return null
    const county = judged.gridCode?.slice(0, 6)
    const named = (known.byName.get(nameKey(judged.name ?? '')) ?? []).filter(
      ({ name, creditCode, gridCode }) => name === judged.name && !creditCode && gridCode.slice(0, 6) === county,
    )
    const { address } = judged.values
    const there = named.find((record) => record.address === (address ?? null))
    const only = named.length === 1 ? (named[0] as EnterpriseRecord) : null
    // Another house number is another place, and perhaps another enterprise of that name.
    return there ?? (only && this.#nearnessTo(judged, only) ? only : null)
  }

  #nearnessTo(judged: JudgedRow, record: EnterpriseRecord): Nearness | null {
    return nearness(judged.likeness as Likeness, likenessOf(record, this.#words))
  }

  /** The row is about an enterprise registered otherwise: name and code stay as they are, the rest is compared. */
  #compareAsTwin(judged: JudgedRow, present: EnterpriseRecord): JudgedRow {
    const before = this.#told.get(present.id)
    if (before !== undefined && before !== judged.number) return sameAsBefore(judged, present, before)
    const kept = ['name', ...(present.creditCode ? ['creditCode', 'siteNo'] : [])]
    const reasons = this.#nearnessTo(judged, present)?.reasons ?? []
    if (reasons.includes('same-address') || reasons.includes('alike-address')) kept.push('address')
    const values = Object.fromEntries(Object.entries(judged.values).filter(([key]) => !kept.includes(key)))
    const compared = this.#compare({ ...judged, values: values as EnterpriseValues }, present)
    const what = present.creditCode ? '名称和信用代码' : '名称'
    const note = { ...plainProblem('name', `按同一家「${present.name}」处理，${what}以库里为准`, judged), note: true }
    return { ...compared, values: judged.values, problems: [...judged.problems, note] }
  }

  /** Two rows of one sheet about one enterprise: the first counts. */
  #asRowBefore(judged: JudgedRow, twin: SheetTwin): JudgedRow {
    return {
      ...sameAsBefore(judged, null, twin.row.number),
      id: twin.row.id,
      gridCode: twin.row.gridCode,
      isAlias: true,
    }
  }

  #compare(judged: JudgedRow, present: EnterpriseRecord): JudgedRow {
    if (!this.#told.has(present.id)) this.#told.set(present.id, judged.number)
    const written = Object.fromEntries(
      Object.entries(judged.values).filter(([, value]) => value !== null && !isEmptyList(value)),
    )
    const changed = changedValues(present, written as EnterpriseValues) as Record<string, unknown>
    const disputes: JudgedRow['disputes'] = []
    for (const { key } of keyFields as Field[]) {
      if (changed[key] === undefined || !this.#isFresh(present, key)) continue
      disputes.push({ field: key, present: String(present[key] ?? ''), claimed: String(changed[key]) })
      delete changed[key]
    }
    const outcome: Outcome = Object.keys(changed).length > 0 ? 'changed' : disputes.length > 0 ? 'disputed' : 'same'
    return { ...judged, id: present.id, outcome, present, updates: changed as EnterpriseValues, disputes }
  }

  /** A value somebody confirmed and that still counts is not overwritten by a spreadsheet. */
  #isFresh(present: EnterpriseRecord, key: string): boolean {
    const fact = present.facts[key]
    return fact !== undefined && present[key] !== null && goodUntil(fieldOf(key), fact.at) >= this.#today
  }

  #twinInSheet(row: ReadRow, siteKey: string | null): RowProblem | null {
    const key = siteKey ?? `${nameKey(row.name ?? '')}/${row.gridCode?.slice(0, 6)}/${String(row.values.address ?? '')}`
    const seen = siteKey ? this.#seenCodes : this.#seenNames
    const earlier = seen.get(key)
    if (earlier !== undefined && earlier !== row.number) {
      const what = siteKey ? '信用代码' : '名称和地址'
      return plainProblem(siteKey ? 'creditCode' : 'name', `${what}与第 ${earlier} 行重复`, row)
    }
    seen.set(key, row.number)
    return null
  }

  #written(row: SheetRow): Record<string, Cell> {
    const written: Record<string, Cell> = {}
    for (const { column, target } of this.#columns) {
      const cell = bare(row.cells[column] ?? null)
      // A sheet exported by us and sent back carries masks: they say nothing about the value.
      if (target === null || (isPersonal(target) && isMasked(cell))) continue
      // Two columns for one field: the first that says something counts.
      if (written[target] === undefined || isBlank(written[target] ?? null)) written[target] = cell
    }
    return written
  }

  /** Two columns with one meaning that say different things: a person has to say which is right. */
  #disagreements(row: SheetRow, written: Record<string, Cell>): RowProblem[] {
    return this.#columns.flatMap(({ column, head, target }) => {
      const cell = bare(row.cells[column] ?? null)
      const kept = target === null ? null : (written[target] ?? null)
      if (isBlank(cell) || kept === null || isMasked(cell) || String(cell).trim() === String(kept).trim()) return []
      return [
        {
          column,
          head,
          message: `两列都是「${labelOf(target as string)}」，内容不一致：${String(kept).slice(0, 40)}、${String(cell).slice(0, 40)}`,
          value: String(cell).slice(0, 200),
        },
      ]
    })
  }

  #locate(written: Record<string, Cell>, values: EnterpriseValues) {
    const text = (key: string) => (isBlank(written[key] ?? null) ? undefined : String(written[key]))
    const place: WrittenPlace = {
      gridCode: text('gridCode'),
      county: text('county'),
      town: text('town'),
      village: text('village'),
    }
    if (typeof values.address === 'string') place.address = values.address
    if (typeof values.lng === 'number' && typeof values.lat === 'number')
      Object.assign(place, { lng: values.lng, lat: values.lat })
    const located = this.#places.locate(place)
    return 'problem' in located && located.about === 'place' && this.#gridDefault && !text('town')
      ? { code: this.#gridDefault }
      : located
  }

  /** Points of Chinese web maps become ours (CGCS2000); which they are, the head says. */
  #toOurDatum(values: EnterpriseValues, row: SheetRow): RowProblem[] {
    const head = this.#columns.find(({ target }) => target === 'lng')?.head ?? ''
    const datum = datumOfHead(head)
    if (datum === 'WGS84' || typeof values.lng !== 'number' || typeof values.lat !== 'number') return []
    const point = convertPoint({ lng: values.lng, lat: values.lat }, datum, 'WGS84')
    Object.assign(values, { lng: Math.round(point.lng * 1e7) / 1e7, lat: Math.round(point.lat * 1e7) / 1e7 })
    return [
      this.#note(
        'lng',
        `表头说是 ${datum === 'GCJ02' ? 'GCJ-02（火星）' : 'BD-09（百度）'}坐标，已换算为 CGCS2000`,
        row,
      ),
    ]
  }

  /** Something a person should know about a row that goes in all the same. */
  #note(key: string, message: string, row: SheetRow): RowProblem {
    return { ...this.#problem(key, message, row), note: true }
  }

  #problem(key: string, message: string, row: SheetRow): RowProblem {
    const mapped = this.#columns.find(({ target }) => target === key)
    const head = mapped?.head ?? labelOf(key)
    return {
      column: mapped?.column ?? null,
      head,
      message,
      value: String((mapped ? row.cells[mapped.column] : null) ?? '').slice(0, 200),
    }
  }
}

const UNJUDGED = {
  outcome: 'wrong',
  present: null,
  updates: {},
  disputes: [],
  isAlias: false,
  apart: [],
} satisfies Omit<JudgedRow, keyof Omit<ReadRow, 'siteKey'> | 'id'>

const apartFrom = (near: NearRecord[], twin: SheetTwin | null): JudgedRow['apart'] => [
  ...near.map(({ record, nearness }) => ({ id: record.id, gridCode: record.gridCode, nearness })),
  ...(twin?.row.isWritten ? [{ id: twin.row.id, gridCode: twin.row.gridCode, nearness: twin.nearness }] : []),
]

/** A row near to others waits for a person, who is told to which and why. */
function asked(judged: JudgedRow, near: NearRecord | undefined, twin: SheetTwin | null): JudgedRow {
  const problems = [...judged.problems]
  if (near) {
    const { record, nearness } = near
    const who = `已登记的「${record.name}」（${record.creditCode ?? '无信用代码'}，${record.address ?? '无地址'}）`
    problems.push(plainProblem('name', `与${who}${reasonWords(nearness.reasons)}，请确认是否同一家`, judged))
  }
  if (twin) {
    const who = `第 ${twin.row.number} 行「${twin.row.name}」`
    problems.push(plainProblem('name', `与${who}${reasonWords(twin.nearness.reasons)}，请确认是否同一家`, judged))
  }
  return { ...judged, outcome: 'doubtful', present: near?.record ?? null, problems }
}

function sameAsBefore(judged: JudgedRow, present: EnterpriseRecord | null, row: number): JudgedRow {
  const note = {
    ...plainProblem('name', `与第 ${row} 行是同一家，以第 ${row} 行为准，这一行没有另外写入`, judged),
    note: true,
  }
  return { ...judged, id: present?.id ?? judged.id, outcome: 'same', present, problems: [...judged.problems, note] }
}

/** A cell without what people do to keep Excel from touching it: ="123", '123. */
function bare(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell
  return /^="(.*)"$/s.exec(cell.trim())?.[1] ?? cell.replace(/^'(?=\S)/, '')
}

/** Codes and phones kept as a number in powers of ten have lost their last digits. */
function isLostNumber(key: string, value: unknown): boolean {
  const isPower = /^\d(\.\d+)?E\+\d+$/i.test(String(value))
  if (key === 'creditCode') return typeof value === 'number' || isPower
  return isPower && (fields as readonly Field[]).some((field) => field.key === key && field.type === 'phone')
}

/** Sums, repeated heads and signatures are no enterprises. */
function isNoEnterprise(name: string, cells: Cell[]): boolean {
  const first = cells.find((cell) => !isBlank(cell))
  if (typeof first === 'string' && /^(合计|总计|小计)[:：]?$/.test(first.replace(/\s/g, ''))) return true
  if (name !== '') return /^(合计|总计|小计|企业名称|单位名称|名称|填表人|制表人|备注)[:：]?$/.test(name)
  return cells.some(
    (cell) => typeof cell === 'string' && /^(合计|总计|小计|填表人|制表人|审核人|备注|注)([:：].*)?$/.test(cell.trim()),
  )
}

const isPersonal = (key: string): boolean =>
  (fields as readonly Field[]).some((field) => field.key === key && field.personal !== undefined)

const labelOf = (key: string): string =>
  placeColumns.find((place) => place.key === key)?.label ??
  (fields as readonly Field[]).find((field) => field.key === key)?.label ??
  '所在网格'

const plainProblem = (
  key: string,
  message: string,
  row: { name: string | null; values: EnterpriseValues },
): RowProblem => ({
  column: null,
  head: labelOf(key),
  message,
  value: String((row.values as Record<string, unknown>)[key] ?? row.name ?? ''),
})

function replaceFault(faults: RowProblem[], better: RowProblem): void {
  const at = faults.findIndex(({ head }) => head === better.head)
  if (at >= 0) faults[at] = better
  else faults.push(better)
}

const isBlank = (cell: Cell): boolean => cell === null || cell === undefined || String(cell).trim() === ''

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0
