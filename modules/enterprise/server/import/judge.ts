import type { Cell, SheetRow } from '#kernel/sheet/sheet.ts'
import type { PlaceFinder, WrittenPlace } from '#modules/grid/server/places.ts'
import { convertPoint } from '#standards/coordinate/convert.ts'
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
import type { EnterpriseRecord } from '../store/enterprise.ts'

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
  /** Credit codes registered where the importer cannot see. */
  takenElsewhere: Set<string>
}

/** A row on its way in. */
export interface JudgedRow {
  number: number
  outcome: Outcome
  name: string | null
  cells: Cell[]
  problems: RowProblem[]
  values: EnterpriseValues
  gridCode: string | null
  present: EnterpriseRecord | null
  /** Values that go into the file of a known enterprise. */
  updates: EnterpriseValues
  /** Key fields on which the sheet and a still fresh confirmation disagree. */
  disputes: { field: string; present: string; claimed: string }[]
}

interface ReadRow extends Omit<JudgedRow, 'outcome' | 'present' | 'updates' | 'disputes'> {
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

  constructor(columns: MappedColumn[], places: PlaceFinder, gridDefault: string | null, today: string) {
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
    const { values, problems } = readFields({ ...written, name: written.name ?? null })
    const name = typeof values.name === 'string' ? values.name : typed
    const faults = [...problems, ...aheadOf(values, this.#today)].map(({ pointer, message }) =>
      this.#problem(pointer.slice(1), message, row),
    )
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
    return { number: row.number, name: name || null, cells: row.cells, problems: faults, values, gridCode, siteKey }
  }

  /** The outcome of a read row, given what the register knows. */
  judge(row: ReadRow, known: Known, decision: 'new' | 'update' | 'skip' | null): JudgedRow {
    const { siteKey, ...base } = row
    const judged: JudgedRow = { ...base, outcome: 'wrong', present: null, updates: {}, disputes: [] }
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
  #sameCode(judged: JudgedRow, present: EnterpriseRecord, decision: 'new' | 'update' | 'skip' | null): JudgedRow {
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

  #lookForTwin(judged: JudgedRow, known: Known, decision: 'new' | 'update' | 'skip' | null): JudgedRow {
    const county = judged.gridCode?.slice(0, 6)
    const candidates = (known.byName.get(nameKey(judged.name ?? '')) ?? []).filter(
      (candidate) => candidate.gridCode.slice(0, 6) === county && (!candidate.creditCode || !judged.values.creditCode),
    )
    const twin = candidates[0]
    if (!twin || decision === 'new') return { ...judged, outcome: 'fresh' }
    // The very name without any code on either side is the same enterprise imported again.
    if (decision === 'update' || (twin.name === judged.values.name && !judged.values.creditCode && !twin.creditCode)) {
      return this.#compare(judged, twin)
    }
    const message = `与已登记的「${twin.name}」（${twin.creditCode ?? '无信用代码'}，${twin.address ?? '无地址'}）名称相近，请确认是否同一家`
    return {
      ...judged,
      outcome: 'doubtful',
      present: twin,
      problems: [...judged.problems, plainProblem('name', message, judged)],
    }
  }

  #compare(judged: JudgedRow, present: EnterpriseRecord): JudgedRow {
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
    return { ...judged, outcome, present, updates: changed as EnterpriseValues, disputes }
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
