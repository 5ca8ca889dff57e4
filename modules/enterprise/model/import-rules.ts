import type { CoordinateSystem } from '#standards/coordinate/convert.ts'
import { type Field, fields } from './fields.ts'

/** Columns of a spreadsheet that say where an enterprise lies; they lead to its grid and are no fields of the file. */
export const placeColumns = [
  { key: 'gridCode', label: '网格编码', heads: ['网格编码', '网格代码', '所属网格编码', '区划代码', '行政区划代码'] },
  {
    key: 'county',
    label: '县区',
    heads: [
      '县区',
      '区县',
      '所在县区',
      '所在区县',
      '县(区)',
      '县(市、区)',
      '县(市区)',
      '所属县区',
      '区/县',
      '县市区',
      '县',
      '所属区县',
      '所属县',
      '所在县',
      '行政区划',
    ],
  },
  {
    key: 'town',
    label: '镇街',
    heads: [
      '镇街',
      '乡镇',
      '街道',
      '所在镇街',
      '乡镇街道',
      '镇(街道)',
      '乡镇(街道)',
      '所属乡镇',
      '所属镇街',
      '所在乡镇',
      '镇',
      '所在镇',
      '所属镇',
      '镇办',
      '镇街办',
      '镇(街)',
      '镇/街道',
      '乡(镇)',
      '乡镇(街办)',
      '街道办',
      '街道办事处',
      '所属街道',
      '所在街道',
      '所属乡镇街道',
      '所在乡镇街道',
      '乡镇名称',
      '镇街名称',
      '属地',
      '属地镇街',
      '所属区域',
    ],
  },
  {
    key: 'village',
    label: '村居',
    heads: [
      '村居',
      '村',
      '村(社区)',
      '社区',
      '所在村居',
      '村社区',
      '所属网格',
      '网格',
      '网格名称',
      '行政村',
      '所在村',
      '所属村居',
      '所属村(社区)',
      '所在村(社区)',
      '所属村',
      '村(居)',
      '村名',
      '村庄',
      '所属社区',
    ],
  },
] as const

/** What a column may hold: a field of the register or a place. */
export interface ColumnTarget {
  key: string
  label: string
}

export const columnTargets: readonly ColumnTarget[] = [
  ...placeColumns.map(({ key, label }) => ({ key, label })),
  ...(fields as readonly Field[]).map(({ key, label }) => ({ key, label })),
]

const byHead = new Map<string, string>()
for (const { key, label, heads } of [...(fields as readonly Field[]), ...placeColumns]) {
  for (const head of [label, ...heads]) if (!byHead.has(headKey(head))) byHead.set(headKey(head), key)
}

// 负责人 over 姓名 | 手机号码, as two-line heads have it.
const PHONE_WORDS = ['电话', '手机', '联系电话', '手机号', '手机号码', '联系方式', '电话号码']
for (const { key, heads } of fields as readonly Field[]) {
  const phone = (fields as readonly Field[]).find((field) => field.key === `${key}Phone`)
  for (const head of phone ? heads : []) {
    for (const [words, target] of [
      [['姓名'], key],
      [PHONE_WORDS, `${key}Phone`],
    ] as const)
      for (const word of words)
        if (!byHead.has(headKey(`${head}${word}`))) byHead.set(headKey(`${head}${word}`), target)
  }
}

/** A head without units, brackets and order numbers. */
function headKey(head: string): string {
  return head
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^\d+[.、]/, '')
    .replace(/\((万元|元|人|个|m2|平方米|㎡|必填|选填|年|有效期|°|度)\)/g, '')
    .replace(/(高德|腾讯|百度|天地图|火星|gcj-?02|bd-?09|wgs-?84|cgcs-?2000)(坐标)?(系)?(?=[经纬]度)/i, '')
    .toLowerCase()
}

/** The coordinate system a head speaks of; ours where it speaks of none. coordinates-and-maps.md §1. */
export function datumOfHead(head: string): CoordinateSystem {
  if (/百度|bd-?09/i.test(head)) return 'BD09'
  return /高德|腾讯|火星|gcj-?02/i.test(head) ? 'GCJ02' : 'WGS84'
}

/** Target of a column by the names it goes by; null when none is known. */
export function matchHead(names: readonly string[]): string | null {
  const found = names.map((name) => byHead.get(headKey(name))).find((key) => key !== undefined)
  // 企业名称(全称), 联系电话(手机): what stands in brackets explains, it does not name.
  const bare = names
    .map((name) => byHead.get(headKey(name.normalize('NFKC').replace(/[([【].*?[)\]】]/g, ''))))
    .find((key) => key !== undefined)
  return found ?? bare ?? null
}

/** Whether a head may stand for the name of the enterprise when nothing better does. */
export const isWeakName = (head: string): boolean =>
  /^(单位|企业|公司|厂名|商户|业户|经营户|市场主体|监管对象|被检查单位|受检单位|对象)$/.test(
    head.split('·').at(-1) ?? '',
  )

/** Outcome of one row before it is written. */
export type Outcome = 'fresh' | 'changed' | 'same' | 'disputed' | 'doubtful' | 'wrong'

export const outcomeNames: Record<Outcome, string> = {
  fresh: '新登记',
  changed: '有更新',
  same: '无变化',
  disputed: '与现有信息矛盾',
  doubtful: '疑似重复',
  wrong: '有错误',
}

export interface RowProblem {
  column: number | null
  head: string
  message: string
  value: string
  /** The row goes in all the same; a person should know this. */
  note?: boolean
}

/**
 * A name for comparing enterprises: without place, legal form, brackets and blanks. Two enterprises of one county with
 * the same key are probably one.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[()[\]【】·,.、-]/g, '')
    .replace(/^(山东省?)?(东营(市|区(?=[一-龥]{2}))?)?/, '')
    .replace(/(股份有限公司|有限责任公司|有限公司|总公司|分公司|公司|集团|厂|店|中心|个体工商户)+$/, '')
    .replace(COUNTY, '')
}

/** A county before the name proper, as 广饶县 in 广饶县永盛机械; not the 社区 or 园区 of a name. Also in a migration. */
const COUNTY = /^[一-龥]{1,2}(?<![社小园景厂库矿校院街片新])[县区](?=[一-龥]{2})/
