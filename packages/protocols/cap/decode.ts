import { createHash } from 'node:crypto'
import { type Kind, own, utcOf } from './kinds.ts'
import { ALERT, NAMESPACES, type Row } from './schema.ts'
import { readTree, textOf, type Unreadable, type XmlNode } from './tree.ts'

export interface Fields {
  [name: string]: unknown
}

/** One thing wrong, with the path of its element: `alert/info[1]/area[2]/polygon[1]`. */
export interface Fault {
  readonly path: string
  readonly code: 'missing' | 'repeated' | 'out-of-order' | 'unknown-element' | 'bad-value' | 'bad-rule' | 'too-many'
  readonly detail: string
}

export interface Decoded {
  readonly ok: true
  readonly version: '1.1' | '1.2'
  readonly sentUtc: string
  /** Elements under their own names; those that may repeat are arrays. Times as written, Z as -00:00. */
  readonly alert: Fields
  readonly flags: readonly string[]
}

export type Answer =
  | Decoded
  | Unreadable
  | { readonly ok: false; readonly reason: 'not-cap' | 'unsupported-version'; readonly detail: string }
  | { readonly ok: false; readonly reason: 'invalid'; readonly detail: string; readonly faults: readonly Fault[] }

const INFO_LIMIT = 50
const AREA_LIMIT = 500
const CONTENT_LIMIT = 1 << 20

interface Findings {
  readonly version: string
  readonly uri: string
  readonly faults: Fault[]
  readonly flags: Map<string, number>
}

/** Reads a document from its bytes. Every input gives an answer; nothing throws. */
export const decodeAlert = (bytes: Uint8Array): Answer => decodeAlertText(textOf(bytes))

/** Reads a document that is already text. All faults are told, not only the first. */
export function decodeAlertText(text: string): Answer {
  const root = readTree(text)
  if ('ok' in root) return root
  const version = own(NAMESPACES, root.uri)
  if (root.name !== 'alert' || !version)
    return { ok: false, reason: 'not-cap', detail: `根元素 ${root.name} 不是 CAP 的 alert` }
  if (version === '1.0') return { ok: false, reason: 'unsupported-version', detail: '只接受 CAP 1.1 与 1.2' }
  const findings: Findings = { version, uri: root.uri, faults: [], flags: new Map() }
  const alert = readRows(root, ALERT, 'alert', findings)
  checkRules(alert, findings)
  const [first] = findings.faults
  if (first) return { ok: false, reason: 'invalid', detail: `${first.path}：${first.detail}`, faults: findings.faults }
  const flags = [...findings.flags].map(([flag, count]) => (count === 1 ? flag : `${flag} ×${count}`))
  return { ok: true, version, sentUtc: utcOf(String(alert.sent)) as string, alert, flags }
}

function readRows(node: XmlNode, rows: readonly Row[], path: string, findings: Findings): Fields {
  const fields: Fields = {}
  const seen = new Map<string, number>()
  let reached = 0
  for (const child of node.children) {
    if (child.uri !== findings.uri) {
      flag(findings, `foreign-element:${child.name}`)
      continue
    }
    const at = rows.findIndex(({ name }) => name === child.name)
    const row = rows[at]
    if (!row) {
      fault(findings, `${path}/${child.name}`, 'unknown-element', '没有这个元素')
      continue
    }
    const count = (seen.get(row.name) ?? 0) + 1
    seen.set(row.name, count)
    const at1 = `${path}/${row.name}${row.most === 'many' ? `[${count}]` : ''}`
    if (at < reached) fault(findings, at1, 'out-of-order', `应在 ${rows[reached]?.name} 之前`)
    reached = Math.max(reached, at)
    if (row.most === 1 && count > 1) fault(findings, at1, 'repeated', '只能有一个')
    const value = readContent(child, row, at1, findings)
    if (row.most === 1) fields[row.name] ??= value
    else fields[row.name] = [...((fields[row.name] as unknown[]) ?? []), value]
  }
  for (const row of rows) {
    const isNeeded = row.least === 1 || (row.neededIn12 && findings.version === '1.2')
    if (isNeeded && !seen.has(row.name)) fault(findings, `${path}/${row.name}`, 'missing', '缺少必有的元素')
  }
  return fields
}

function readContent(node: XmlNode, row: Row, path: string, findings: Findings): unknown {
  if (Array.isArray(row.content)) return readRows(node, row.content, path, findings)
  for (const child of node.children) fault(findings, `${path}/${child.name}`, 'unknown-element', '这里只能是文字')
  const read = (row.content as Kind).read(node.text.trim())
  if ('fault' in read) {
    fault(findings, path, 'bad-value', read.fault)
    return node.text.trim()
  }
  if (read.odd) flag(findings, `${read.odd}:${row.name}`)
  return read.value
}

const fault = ({ faults }: Findings, path: string, code: Fault['code'], detail: string): void => {
  // A document of junk has as many faults as elements: a hundred tell enough.
  if (faults.length < 100) faults.push({ path, code, detail })
}
const flag = ({ flags }: Findings, name: string): void => {
  flags.set(name, (flags.get(name) ?? 0) + 1)
}

const NEEDS_REFERENCES = ['Update', 'Cancel', 'Ack', 'Error']

/** The second step: what no schema can say (§6, §8 of the reference). */
function checkRules(alert: Fields, findings: Findings): void {
  if (alert.scope === 'Restricted' && !alert.restriction) flag(findings, 'missing-in-practice:restriction')
  if (alert.scope === 'Private' && !alert.addresses) flag(findings, 'missing-in-practice:addresses')
  if (NEEDS_REFERENCES.includes(String(alert.msgType)) && !alert.references)
    flag(findings, 'missing-in-practice:references')
  const infos = listOf(alert.info)
  if (infos.length > INFO_LIMIT) fault(findings, 'alert/info', 'too-many', `info 最多 ${INFO_LIMIT} 个`)
  const areas = infos.reduce((sum, info) => sum + listOf(info.area).length, 0)
  if (areas > AREA_LIMIT) fault(findings, 'alert/info/area', 'too-many', `area 最多 ${AREA_LIMIT} 个`)
  infos.forEach((info, at) => {
    checkInfo(info, alert, `alert/info[${at + 1}]`, findings)
  })
}

function checkInfo(info: Fields, alert: Fields, path: string, findings: Findings): void {
  const [sent, expires] = [utcOf(String(alert.sent)), utcOf(String(info.expires))]
  if (sent && expires && expires <= sent) fault(findings, `${path}/expires`, 'bad-rule', '失效时间不晚于发出时间')
  if (typeof info.headline === 'string' && [...info.headline].length > 160) flag(findings, 'long-headline')
  listOf(info.resource).forEach((resource, at) => {
    checkResource(resource, `${path}/resource[${at + 1}]`, findings)
  })
  listOf(info.area).forEach((area, at) => {
    const { altitude, ceiling } = area
    if (typeof ceiling !== 'number') return
    if (typeof altitude !== 'number')
      fault(findings, `${path}/area[${at + 1}]/ceiling`, 'bad-rule', '有 ceiling 就要有 altitude')
    else if (ceiling < altitude) fault(findings, `${path}/area[${at + 1}]/ceiling`, 'bad-rule', 'ceiling 低于 altitude')
  })
}

function checkResource(resource: Fields, path: string, findings: Findings): void {
  if (typeof resource.derefUri !== 'string') return
  const content = Buffer.from(resource.derefUri, 'base64')
  if (content.length > CONTENT_LIMIT) fault(findings, `${path}/derefUri`, 'bad-rule', '内容超过 1 MiB')
  if (typeof resource.digest !== 'string') return
  const digest = createHash('sha1').update(content).digest('hex')
  if (digest !== resource.digest.toLowerCase()) flag(findings, 'digest-differs')
}

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value : [])
