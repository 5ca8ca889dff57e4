import { SaxesParser } from 'saxes'
import { own } from './kinds.ts'

export interface XmlNode {
  readonly uri: string
  readonly name: string
  readonly children: XmlNode[]
  text: string
}

export interface Unreadable {
  readonly ok: false
  readonly reason: 'empty' | 'not-xml' | 'doctype' | 'too-long' | 'too-deep'
  readonly detail: string
}

/** Bytes of a document, UTF-8. */
export const SIZE_LIMIT = 2 << 20
const DEPTH_LIMIT = 20

class Stop extends Error {
  readonly why: Unreadable
  constructor(why: Unreadable) {
    super(why.detail)
    this.why = why
  }
}

const refuse = (reason: Unreadable['reason'], detail: string): Unreadable => ({ ok: false, reason, detail })

/** The elements of a document. No DOCTYPE, so no entities of its own; nothing is fetched. */
export function readTree(text: string): XmlNode | Unreadable {
  if (text.trim() === '') return refuse('empty', '没有内容')
  if (Buffer.byteLength(text) > SIZE_LIMIT) return refuse('too-long', '超过 2 MiB')
  const parser = new SaxesParser({ xmlns: true, position: false })
  const open: XmlNode[] = []
  let root: XmlNode | undefined
  parser.on('doctype', () => {
    throw new Stop(refuse('doctype', '含有 DOCTYPE，拒绝解读'))
  })
  parser.on('error', ({ message }) => {
    throw new Stop(refuse('not-xml', `不是格式正确的 XML：${message.slice(0, 200)}`))
  })
  parser.on('opentag', ({ uri, local }) => {
    if (open.length >= DEPTH_LIMIT) throw new Stop(refuse('too-deep', `层数超过 ${DEPTH_LIMIT}`))
    const node: XmlNode = { uri, name: local, children: [], text: '' }
    open.at(-1)?.children.push(node)
    root ??= node
    open.push(node)
  })
  const addText = (part: string) => {
    const node = open.at(-1)
    if (node) node.text += part
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    open.pop()
  })
  try {
    parser.write(text.replace(/^\uFEFF/u, '').trimStart()).close()
  } catch (error) {
    if (error instanceof Stop) return error.why
    throw error
  }
  return root ?? refuse('not-xml', '没有元素')
}

const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'iso-8859-1': 'latin1',
  'us-ascii': 'utf-8',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
}

/** Text of a document by its byte-order mark or prolog; UTF-8 where neither speaks. */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes)
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const named = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8'
  return new TextDecoder(own(ENCODINGS, named) ?? 'utf-8').decode(bytes)
}
