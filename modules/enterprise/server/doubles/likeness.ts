import { pinyin } from 'pinyin-pro'
import type { PlaceWords } from './place-words.ts'
import { withoutPlaces } from './place-words.ts'

/** What of an enterprise is compared when doubles are looked for. */
export interface Likeness {
  county: string
  creditCode: string | null
  /** The name of today first, then the former one. */
  names: NameParts[]
  address: string
  phones: string[]
  point: { lng: number; lat: number } | null
  legalRepresentative: string | null
}

/** A name taken apart: what makes it this enterprise, and what makes it this site of it. */
export interface NameParts {
  /** As it was written, half-width and without blanks. */
  full: string
  /** Without place, legal form, brackets and blanks. */
  stem: string
  /** Syllables of the stem without tones: typing errors in Chinese mostly sound the same. */
  sounds: string[]
  /** Numerals of the whole name in order: 一厂 and 二厂 are two sites. */
  marks: string
  /** What follows the legal form or names a branch: 广饶分公司, 新厂区. Empty for the enterprise itself. */
  site: string
  isGroup: boolean
}

/** The values a likeness is made of; any record of the register has them. */
export interface Comparable {
  gridCode: string
  name?: unknown
  formerName?: unknown
  creditCode?: unknown
  address?: unknown
  lng?: unknown
  lat?: unknown
  contactPhone?: unknown
  principalPhone?: unknown
  legalRepresentativePhone?: unknown
  legalRepresentative?: unknown
}

/** What is compared of a record, given the names of places around it. */
export function likenessOf(row: Comparable, words: PlaceWords): Likeness {
  const names = [text(row.name), text(row.formerName)]
    .filter((name) => name !== '')
    .map((name) => readName(name, words))
  const phones = [row.contactPhone, row.principalPhone, row.legalRepresentativePhone]
    .map(text)
    .filter((phone) => phone !== '')
  return {
    county: row.gridCode.slice(0, 6),
    creditCode: text(row.creditCode) || null,
    names,
    address: addressCore(text(row.address), words),
    phones: [...new Set(phones)],
    point: typeof row.lng === 'number' && typeof row.lat === 'number' ? { lng: row.lng, lat: row.lat } : null,
    legalRepresentative: text(row.legalRepresentative) || null,
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value.normalize('NFKC').replace(/\s+/g, '') : '')

const OWNERSHIP = /[([【](个体工商户|个体|普通合伙|有限合伙|特殊普通合伙|个人独资|集体|全民)[)\]】]/g
const BRACKETS = /[([【](.*?)[)\]】]/g
const LEGAL_FORM = '(?:股份有限公司|有限责任公司|有限公司|(?<![分子])公司)'
const AFTER_FORM = new RegExp(`^(.*?${LEGAL_FORM})(.+)$`)
const BRANCH = /^(.{2,}?)(.{0,4}?(?:分公司|子公司|分厂|分店|分部|分院|分校|分站|办事处|项目部))$/
const FORM_AT_END = /(股份有限公司|有限责任公司|有限公司|总公司|公司|集团|总厂|厂|店|中心|个体工商户)+$/

function readName(name: string, words: PlaceWords): NameParts {
  const lower = name.toLowerCase().replace(OWNERSHIP, '')
  const isPlace = (inner: string) => words.has(inner)
  const plain = lower
    .replace(BRACKETS, (_, inner: string) => (isPlace(inner) ? '' : inner))
    .replace(/[·,.、_"'“”《》&()[\]【】-]/g, '')
  const split = AFTER_FORM.exec(plain) ?? BRANCH.exec(plain)
  const head = split?.[1] ?? plain
  const site = withoutPlaces(split?.[2] ?? '', words)
  const stem = stemOf(head, words)
  return { full: name, stem, sounds: soundsOf(stem), marks: marksOf(plain), site, isGroup: head.includes('集团') }
}

function stemOf(head: string, words: PlaceWords): string {
  const own = withoutPlaces(head, words).replace(/石油(化学|化工)/g, '石化')
  const bare = own.replace(FORM_AT_END, '').replace(/集团/g, '')
  return bare.length >= 2 ? withoutPlaces(bare, words) : own
}

const NUMERALS = '零一二三四五六七八九十'
const NO_MARK = /[^0-9a-z零一二三四五六七八九十甲乙丙丁戊]+/g

/** Numerals as digits and 甲乙丙; 十 as 10. */
const marksOf = (name: string): string =>
  name.replace(NO_MARK, '').replace(/[零一二三四五六七八九十]/g, (char) => String(NUMERALS.indexOf(char)))

const readings = new Map<string, string>()

/** One reading per character, whatever stands beside it: two spellings of a name must not be read differently. */
function soundsOf(stem: string): string[] {
  return [...stem].map((char) => {
    let sound = readings.get(char)
    if (sound === undefined) {
      sound = /[一-龥]/.test(char) ? pinyin(char, { toneType: 'none' }) : char
      readings.set(char, sound)
    }
    return sound
  })
}

/** An address without the places above the village and without words that say nothing: 工业路12号. */
function addressCore(address: string, words: PlaceWords): string {
  const plain = address.replace(/[,.、·-]/g, '').replace(/[([【].*?[)\]】]/g, '')
  return withoutPlaces(plain, words)
    .replace(/(号)院?(?:内)?$/, '$1')
    .replace(/(院内|院里|内)$/, '')
}

// Words that come and go in the names of one enterprise: 永盛机械, 永盛机械制造.
const GENERIC =
  /制造|科技|技术|实业|工贸|商贸|贸易|经贸|销售|经销|经营|发展|工程|设备|服务|生产|加工|产品|制品|工业|物资/g

/** The stem without words that come and go; the stem itself where too little would be left. */
export function kernelOf(name: NameParts): string {
  const kernel = name.stem.replace(GENERIC, '')
  return kernel.length >= 3 ? kernel : name.stem
}

/**
 * Keys under which an enterprise is found by those it may be a double of. Two that are near share at least one, and few
 * others do, so nobody is compared with the whole register.
 */
export function keysOf(likeness: Likeness): number[] {
  const { point } = likeness
  return withCells(likeness, point ? [cellOf(point.lng, point.lat)] : [])
}

/** The keys to look under: as its own, and the cells within reach of its place. */
export function askedKeysOf(likeness: Likeness): number[] {
  const { point } = likeness
  if (!point) return plainKeysOf(likeness)
  const cells = [-REACH, REACH].flatMap((east) =>
    [-REACH, REACH].map((north) => cellOf(point.lng + east, point.lat + north)),
  )
  return withCells(likeness, [...new Set(cells)])
}

// A cell is about 200 m wide; half of it reaches every place within 100 m.
const CELL = 0.0024
const REACH = CELL / 2
const cellOf = (lng: number, lat: number): string => `${Math.floor(lng / CELL)}/${Math.floor(lat / CELL)}`

function withCells(likeness: Likeness, cells: string[]): number[] {
  if (cells.length === 0) return plainKeysOf(likeness)
  const placed = likeness.names.flatMap((name) =>
    cells.map((cell) => hash(`place ${kindOf(name)} ${cell} ${name.sounds[0] ?? ''}`)),
  )
  return [...new Set([...plainKeysOf(likeness), ...placed])]
}

// An import asks for the keys of a row three times: in the register, in its own sheet, and to be found by later rows.
const known = new WeakMap<Likeness, number[]>()

/** Keys of name, phones and address. */
function plainKeysOf(likeness: Likeness): number[] {
  let keys = known.get(likeness)
  if (!keys) {
    keys = [...new Set(likeness.names.flatMap((name) => textsOf(name, likeness)).map(hash))]
    known.set(likeness, keys)
  }
  return keys
}

// Names that differ in these are never doubles: they need not meet.
const kindOf = (name: NameParts): string => `${name.marks}|${name.site}|${name.isGroup ? 'group' : ''}`

function textsOf(name: NameParts, { phones, address }: Likeness): string[] {
  const kind = kindOf(name)
  return [
    `name ${kind} ${soundsOf(kernelOf(name)).join(' ')}`,
    ...phones.map((phone) => `phone ${kind} ${phone}`),
    ...(address.length >= 3
      ? [
          `address ${kind} ${address} ${name.sounds[0] ?? ''}`,
          `address ${kind} ${address} … ${name.sounds.at(-1) ?? ''}`,
        ]
      : []),
  ]
}

/** 53 bits of a text (cyrb53): a whole number exactly the same here and in a bigint column. */
function hash(value: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}
