import type { Block, Field, Layout, Signature } from '#standards/document-layout/block.ts'
import { type Placeholder, placeholdersOf, replacePlaceholders } from '#standards/document-layout/placeholder.ts'
import type { Filled, GridRow, Pair, Piece, Run, SignBox, SignLine } from './piece.ts'
import { handSpace, isEmpty, say, type Values, valueAt } from './say.ts'

/** How one signature stands: pictures by signer in order, or a sentence in its place. */
export interface Signed {
  images: readonly string[]
  refusal: string | null
}

/** How a form is filled in. */
export interface Filling {
  values: Values
  /** Line above the title; empty for none. */
  series: string
  /** A draft shows what is missing in 【】 and has no number; a final form says 无 where nothing is. */
  draft: boolean
  mark?: string | null
  /** Signatures by field. */
  signed?: Readonly<Record<string, Signed>>
  /** Pictures by file name, for blocks that print them. */
  pictures?: readonly string[]
  /** Name of the picture of the seal; null for room to seal on paper. */
  seal?: string | null
}

interface Setting extends Filling {
  leads: readonly string[]
  fields: ReadonlyMap<string, Field>
  signatures: ReadonlyMap<string, Signature>
}

/** Puts values into a layout: everything that will be printed, in order, before anything is known of paper. */
export function fillLayout(layout: Layout, filling: Filling): Filled {
  const set: Setting = {
    ...filling,
    leads: layout.leads,
    fields: new Map(layout.fields.map((field) => [field.key, field])),
    signatures: new Map(layout.signatures.map((signature) => [signature.field, signature])),
  }
  const pieces = layout.body.flatMap((block) => fillBlock(block, set))
  const head = pieces.find((piece) => piece.p === 'head')
  return {
    name: layout.name,
    number: head?.p === 'head' ? head.number : null,
    profile: layout.profile,
    pieces,
    copiesNote: layout.footer.copies_note,
    pageNumbers: layout.footer.page_no,
    mark: filling.mark ?? null,
  }
}

function fillBlock(block: Block, set: Setting): Piece[] {
  if ('when' in block && block.when && isEmpty(set.values[block.when])) return []
  switch (block.block) {
    case 'head':
      return [fillHead(block, set)]
    case 'addressee':
      return [{ p: 'addressee', runs: runsOf(fillText(block.text, set)) }]
    case 'row':
      return [{ p: 'row', pairs: pairsOf(block.cells, set) }]
    case 'para':
      return paragraphs(fillText(block.text, set), set.leads, block.level !== undefined)
    case 'list':
      return fillList(block, set)
    case 'table':
      return [fillTable(block, set)]
    case 'grid':
      return [{ p: 'grid', rows: block.rows.map((row) => fillGridRow(row, set)) }]
    case 'check':
      return [fillCheck(block, set)]
    case 'attachments':
      return fillAttachments(block, set)
    case 'rest':
      return [{ p: 'rest' }]
    case 'sign':
      return [{ p: 'sign', lines: block.lines.map((line) => fillSignLine(line, set)) }]
    case 'seal':
      return [
        {
          p: 'seal',
          agency: fillText(block.agency, set),
          date: fillText(block.date, set),
          image: set.seal ?? null,
        },
      ]
    case 'page_break':
      return [{ p: 'break' }]
    case 'subtitle':
      return [{ p: 'subtitle', text: fillText(block.text, set) }]
    case 'cover_line':
      return [{ p: 'cover', text: fillText(block.text, set), size: block.size }]
  }
}

function fillHead(block: Extract<Block, { block: 'head' }>, set: Setting): Piece {
  const number = block.number === undefined ? null : set.draft ? '草稿' : fillText(block.number, set)
  return {
    p: 'head',
    series: block.series === false || set.series === '' ? null : set.series,
    title: fillText(block.title, set),
    number: number === '' ? null : number,
  }
}

/** Fills the placeholders of a text and cleans what an empty value leaves behind. */
function fillText(text: string, set: Setting, row: Row | null = null): string {
  return clean(replacePlaceholders(text, (place) => sayPlace(place, set, row)))
}

interface Row {
  values: Values
  /** Counted from 1. */
  n: number
}

function sayPlace(place: Placeholder, set: Setting, row: Row | null): string {
  if (place.key === 'n' && row) return String(row.n)
  const said = say(valueAt(place, set.values, row?.values ?? null), place.filter, set.values)
  if (said !== '' || place.key === 'item') return said
  const field = set.fields.get(place.key)
  if (!field) return ''
  if (field.source === 'hand' || field.source.startsWith('document.')) return handSpace(field)
  if (place.part !== null && !isEmpty(set.values[place.key])) return '不详'
  return set.draft && field.required && place.key !== 'documentNo' ? `【${field.label_zh}】` : ''
}

/** An empty bracket, a bracket with its label only, and doubled marks disappear; nothing else is altered. */
function clean(text: string): string {
  return text
    .replace(/（(照片|附件|编号)?）/g, '')
    .replace(/。{2,}/g, '。')
    .replaceAll('：。', '：')
}

/** What is never split over lines: document numbers, amounts, articles, and codes of letters and digits. */
const kept = new RegExp(
  [
    '（[^（）\\s]{1,10}）[\\u4e00-\\u9fff]{2,10}〔\\d{4}〕\\d+号',
    '¥[\\d,]+\\.\\d{2}',
    '第[零一二三四五六七八九十百]+条(?:第[一二三四五六七八九十]+款)?(?:第[一二三四五六七八九十]+项)?',
    '[\\u4e00-\\u9fff]?[A-Za-z]{1,4}\\d{4,20}',
    '[A-Z]{1,4}-\\d[\\dA-Z-]{1,14}',
    '[0-9A-Z]{15,20}',
    '\\d(?:[\\d ]{10,24})\\d',
  ].join('|'),
  'g',
)

/** A text in stretches: its lead words bold, its numbers whole. */
export function runsOf(text: string, leads: readonly string[] = []): Run[] {
  const lead = leads.find((words) => text.startsWith(`${words}：`)) ?? ''
  const runs: Run[] = lead ? [{ t: lead, b: true }] : []
  const rest = text.slice(lead.length)
  let at = 0
  for (const found of rest.matchAll(kept)) {
    if (found.index > at) runs.push({ t: rest.slice(at, found.index) })
    runs.push({ t: found[0], k: true })
    at = found.index + found[0].length
  }
  if (at < rest.length) runs.push({ t: rest.slice(at) })
  return runs
}

const paragraphs = (text: string, leads: readonly string[], heading = false): Piece[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ p: 'para' as const, runs: runsOf(line, leads), heading }))

/** Cells of a row: labels and values in turn, a last word without a value joins what is before it. */
function pairsOf(cells: readonly string[], set: Setting): Pair[] {
  const pairs: Pair[] = []
  for (const cell of cells) {
    const last = pairs.at(-1)
    if (placeholdersOf(cell).length > 0) {
      const value = wholeOptions(runsOf(orNothing(cell, set)), cell, set)
      if (last && last.value === null) last.value = value
      else pairs.push({ label: [], value, tail: [] })
    } else if (last?.value && !cell.endsWith('：')) last.tail = runsOf(cell)
    else pairs.push({ label: runsOf(cell), value: null, tail: [] })
  }
  return pairs
}

/** What was chosen from a list, and the box before it, is never split over lines. */
function wholeOptions(runs: readonly Run[], cell: string, set: Setting): Run[] {
  const options = placeholdersOf(cell).flatMap(({ key }) => set.fields.get(key)?.options ?? [])
  if (options.length === 0) return [...runs]
  const cut = new RegExp(`(□?(?:${options.map(escaped).join('|')}))`)
  return runs.flatMap((run) =>
    run.b || run.k
      ? [run]
      : run.t
          .split(cut)
          .filter((part) => part !== '')
          .map((part): Run => (cut.test(part) ? { t: part, k: true } : { t: part })),
  )
}

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What a cell says; 无 where nothing is to be said, its options where the other side marks one by hand. */
function orNothing(cell: string, set: Setting, row: Row | null = null): string {
  const said = fillText(cell, set, row)
  if (said.trim() !== '') return said
  const fields = placeholdersOf(cell).map(({ key }) => set.fields.get(key))
  const choice = fields.find((field) => field?.source === 'hand' && field.type === 'enum')
  if (choice?.options) return choice.options.map((option) => `□${option}`).join('　')
  return set.draft || fields.some((field) => field?.source === 'hand') ? '' : '无'
}

const rowsOf = (key: string, set: Setting): Row[] => {
  const rows = set.values[key]
  if (!Array.isArray(rows)) return []
  return rows.map((values, at) => ({
    values: typeof values === 'object' && values !== null ? (values as Values) : { name: values, text: values },
    n: at + 1,
  }))
}

function fillList(block: Extract<Block, { block: 'list' }>, set: Setting): Piece[] {
  const rows = rowsOf(block.of, set)
  if (rows.length === 0) return missingRows(block.of, set)
  const items = rows.map((row) => fillText(block.item, set, row))
  if (block.inline) return paragraphs(items.join(block.sep ?? ''), set.leads)
  return items.flatMap((item, at) => {
    const last = at === items.length - 1 && block.end !== undefined
    return paragraphs(last ? item.replace(/[；;]$/, block.end as string) : item, set.leads)
  })
}

function missingRows(key: string, set: Setting): Piece[] {
  const field = set.fields.get(key)
  return set.draft && field?.required ? paragraphs(`【${field.label_zh}】`, set.leads) : []
}

function fillTable(block: Extract<Block, { block: 'table' }>, set: Setting): Piece {
  const columns = block.columns.map((column) => column.split('|'))
  return {
    p: 'table',
    heads: columns.map(([head]) => head as string),
    // The text of a column may hold a filter, so the width is what follows the last stroke.
    widths: columns.map((parts) => Number(parts.at(-1))),
    rows: rowsOf(block.of, set).map((row) =>
      columns.map((parts) => runsOf(fillText(parts.slice(1, -1).join('|'), set, row).trim())),
    ),
    rest: block.rest ?? null,
  }
}

function fillGridRow(row: Extract<Block, { block: 'grid' }>['rows'][number], set: Setting): GridRow {
  if (Array.isArray(row)) return { g: 'cells', cells: gridCells(row, set), height: 0 }
  if ('cells' in row) return { g: 'cells', cells: gridCells(row.cells, set), height: row.height }
  const field = placeholdersOf(row.sign)[0]?.key ?? ''
  return {
    g: 'opinion',
    label: runsOf(row.opinion),
    text: runsOf(fillText(row.text, set)),
    boxes: boxesOf(field, set),
    height: row.height,
  }
}

const gridCells = (cells: readonly string[], set: Setting): Run[][] =>
  cells.map((cell) => (placeholdersOf(cell).length > 0 ? runsOf(orNothing(cell, set)) : runsOf(cell)))

function fillCheck(block: Extract<Block, { block: 'check' }>, set: Setting): Piece {
  const value = set.values[block.field]
  const chosen = new Set((Array.isArray(value) ? value : [value]).map(String))
  const options = set.fields.get(block.field)?.options ?? []
  return {
    p: 'check',
    options: block.options.map((text, at) => ({
      chosen: chosen.has(text) || chosen.has(options[at] ?? text) || chosen.has(text.replace(/：.*$/, '')),
      runs: runsOf(fillText(text, set)),
    })),
  }
}

function fillAttachments(block: Extract<Block, { block: 'attachments' }>, set: Setting): Piece[] {
  const rows = rowsOf(block.of, set).map(({ values }) => String(values.name ?? ''))
  if (rows.length === 0) return []
  const shown = new Set(set.pictures ?? [])
  return [
    {
      p: 'pictures',
      label: block.label,
      items: rows.map((name) => ({ name, image: shown.has(name) ? name : null })),
    },
  ]
}

/** A line to sign: where the certificates of several officers follow, each stands beside its own signature. */
function fillSignLine(line: string, set: Setting): SignLine {
  const place = placeholdersOf(line).find(({ key }) => set.fields.get(key)?.type === 'signature')
  if (!place) return { s: 'right', runs: runsOf(fillText(line, set)) }
  const [label, after] = line.split(`{{${place.key}}}`) as [string, string]
  const refusal = set.signed?.[place.key]?.refusal
  if (refusal) return { s: 'text', runs: runsOf(refusal) }
  const boxes = boxesOf(place.key, set)
  const certs = placeholdersOf(after).find(({ filter }) => filter === 'certs')
  const officers = certs ? set.values[certs.key] : null
  if (certs && Array.isArray(officers) && boxes.length > 1) {
    const beside = (n: number) => fillText(after, { ...set, values: { ...set.values, [certs.key]: [officers[n]] } })
    const all = Array.from({ length: Math.max(boxes.length, officers.length) }, (_, n) => n)
    return {
      s: 'boxes',
      label: runsOf(label),
      boxes: all.map((n) => ({
        image: boxes[n]?.image ?? null,
        beside: officers[n] ? runsOf(beside(n).trim()) : [],
      })),
      after: [],
    }
  }
  return { s: 'boxes', label: runsOf(label), boxes, after: runsOf(fillText(after, set)) }
}

function boxesOf(field: string, set: Setting): SignBox[] {
  const images = set.signed?.[field]?.images ?? []
  const count = Math.max(set.signatures.get(field)?.count ?? 1, images.length)
  return Array.from({ length: count }, (_, n) => ({ image: images[n] ?? null, beside: [] }))
}
