#!/usr/bin/env node
// Verifies this package with nothing but Node 18 or newer: every file by SM3 and SHA-256, nothing more and nothing less than the list,
// the chain of acts of every volume, and bundle, components and metadata against what the act that put the case away has sealed.
// Says in Chinese what is wrong; exit code 1 when something is. What it cannot show stands in README.txt.
// 核验本包：node verify.mjs
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(fileURLToPath(import.meta.url))
const faults = []
const fault = (text) => {
  faults.push(text)
  console.error(`不符：${text}`)
}

/** SM3 of some bytes (GB/T 32905-2016), since not every Node has it. */
function sm3(bytes) {
  const V = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
  const turn = (x, n) => ((x << (n & 31)) | (x >>> (32 - (n & 31)))) >>> 0
  const length = bytes.length
  const rest = length % 64
  const tail = Buffer.alloc(rest < 56 ? 64 : 128)
  bytes.copy(tail, 0, length - rest)
  tail[rest] = 0x80
  tail.writeUInt32BE(Math.floor((length * 8) / 2 ** 32), tail.length - 8)
  tail.writeUInt32BE((length * 8) >>> 0, tail.length - 4)
  const W = new Uint32Array(68)
  const W1 = new Uint32Array(64)
  const block = (data, at) => {
    for (let j = 0; j < 16; j++) W[j] = data.readUInt32BE(at + j * 4)
    for (let j = 16; j < 68; j++) {
      const x = W[j - 16] ^ W[j - 9] ^ turn(W[j - 3], 15)
      W[j] = (x ^ turn(x, 15) ^ turn(x, 23) ^ turn(W[j - 13], 7) ^ W[j - 6]) >>> 0
    }
    for (let j = 0; j < 64; j++) W1[j] = W[j] ^ W[j + 4]
    let [A, B, C, D, E, F, G, H] = V
    for (let j = 0; j < 64; j++) {
      const T = turn(j < 16 ? 0x79cc4519 : 0x7a879d8a, j)
      const SS1 = turn((turn(A, 12) + E + T) >>> 0, 7)
      const SS2 = SS1 ^ turn(A, 12)
      const FF = j < 16 ? A ^ B ^ C : (A & B) | (A & C) | (B & C)
      const GG = j < 16 ? E ^ F ^ G : (E & F) | (~E & G)
      const TT1 = (FF + D + SS2 + W1[j]) >>> 0
      const TT2 = (GG + H + SS1 + W[j]) >>> 0
      D = C
      C = turn(B, 9)
      B = A
      A = TT1
      H = G
      G = turn(F, 19)
      F = E
      E = (TT2 ^ turn(TT2, 9) ^ turn(TT2, 17)) >>> 0
    }
    const next = [A, B, C, D, E, F, G, H]
    for (let n = 0; n < 8; n++) V[n] = (V[n] ^ next[n]) >>> 0
  }
  for (let at = 0; at + 64 <= length; at += 64) block(bytes, at)
  for (let at = 0; at < tail.length; at += 64) block(tail, at)
  return V.map((word) => word.toString(16).padStart(8, '0')).join('')
}

if (sm3(Buffer.from('abc')) !== '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  throw new Error('SM3 自检没有通过')

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** All files below a folder, by their path from the root of the package. */
const filesUnder = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(full) : [path.relative(root, full).split(path.sep).join('/')]
  })

const stop = (text) => {
  console.error(text)
  process.exit(1)
}

const readText = (name) => {
  const full = path.join(root, name)
  return existsSync(full) && statSync(full).isFile() ? readFileSync(full, 'utf8') : null
}

const readJson = (text) => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const isText = (value) => typeof value === 'string' && value !== ''

const manifestText = readText('manifest.json')
if (manifestText === null) stop('没有 manifest.json，包不完整。')
const manifest = readJson(manifestText)
const isList = (value, test) => Array.isArray(value) && value.every((one) => one !== null && test(one))
if (
  manifest === null ||
  !isList(manifest.files, (file) => isText(file.path)) ||
  !isList(manifest.volumes, (volume) => isText(volume.archiveNo))
)
  stop('manifest.json 读不懂：它不是 JSON，或不是本平台写的清单。')
if (manifest.volumes.length === 0) fault('清单里没有案卷')

const hashes = new Map()
for (const file of manifest.files) {
  const full = path.resolve(root, file.path)
  if (!full.startsWith(root + path.sep)) {
    fault(`清单里的路径 ${file.path} 越出本包`)
    continue
  }
  if (!existsSync(full) || !statSync(full).isFile()) {
    fault(`缺少文件 ${file.path}`)
    continue
  }
  const bytes = readFileSync(full)
  const own = { size: bytes.length, sm3: sm3(bytes), sha256: sha256(bytes) }
  hashes.set(file.path, own)
  if (own.size !== file.size) fault(`${file.path} 大小应为 ${file.size}，现为 ${own.size}`)
  else if (own.sm3 !== file.sm3 || own.sha256 !== file.sha256) fault(`${file.path} 内容被改动`)
}

const sums = new Map()
for (const [, sum, name] of (readText('SHA256SUMS') ?? '').matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)) sums.set(name, sum)
if (sums.get('manifest.json') !== sha256(Buffer.from(manifestText)))
  fault('manifest.json 与 SHA256SUMS 不符，清单被改动')
for (const [name, own] of hashes) if (sums.get(name) !== own.sha256) fault(`${name} 与 SHA256SUMS 不符`)

const roots = manifest.volumes.map(({ archiveNo }) => `${archiveNo}/`)
for (const name of filesUnder(root)) {
  if (name === 'manifest.json' || name === 'SHA256SUMS') continue
  if (!hashes.has(name)) fault(`多出文件 ${name}，清单里没有`)
  else if (name.includes('/') && !roots.some((folder) => name.startsWith(folder)))
    fault(`${name} 不属于清单里的任何一卷`)
}

const plain = (text) =>
  text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')

/** Text of an element; an empty one is not written. */
const textOf = (xml, name) => {
  const found = new RegExp(`<${name}(?: [^>]*)?>([\\s\\S]*?)</${name}>`).exec(xml)
  return found ? plain(found[1]) : ''
}

/** The acts of a volume, each sealed over its own text and the hash of the one before. */
function readActs(archiveNo, text) {
  const acts = []
  let previous = '0'.repeat(64)
  for (const [, no, name, hash, sealed] of text.matchAll(
    /<act seq="(\d+)" name="([^"]*)"[^>]*hash="([0-9a-f]{64})">\s*<sealed>([\s\S]*?)<\/sealed>/g,
  )) {
    const seq = acts.length + 1
    const words = plain(sealed)
    const parts = readJson(words)
    const where = `${archiveNo} 的办理经过第 ${no} 步`
    if (Number(no) !== seq) fault(`${archiveNo} 的办理经过缺第 ${seq} 步`)
    if (!Array.isArray(parts)) fault(`${where}读不懂`)
    else {
      if (parts[0] !== previous) fault(`${where}与上一步的链接不符`)
      if (parts[2] !== Number(no) || parts[3] !== name) fault(`${where}的序号或名称与封存的不符`)
    }
    if (sm3(Buffer.from(words)) !== hash) fault(`${where}内容被改动`)
    previous = hash
    acts.push({ hash, parts: Array.isArray(parts) ? parts : [] })
  }
  if ((text.match(/<act[\s>]/g) ?? []).length !== acts.length) fault(`${archiveNo} 的办理经过有一步读不出来`)
  return acts
}

const inputOf = ({ parts }) => new Map(Array.isArray(parts[10]) ? parts[10].filter(Array.isArray) : [])
const PERIODS = { permanent: '永久', thirty: '30年', ten: '10年' }

/** The act that put the case away under this number, against what lies here. */
function checkSeal(archiveNo, log, acts) {
  const at = acts.findLastIndex((act) => inputOf(act).get('archiveNo') === archiveNo && inputOf(act).has('sha256'))
  if (at < 0) {
    fault(`${archiveNo} 的办理经过里没有归档的一步，全卷没有可以比对的封存值`)
    return null
  }
  const head = /<log [^>]*boundAfter="(\d+)" boundHead="([0-9a-f]{64})"/.exec(log)
  if (!head || Number(head[1]) !== at || head[2] !== acts[at].parts[0])
    fault(`${archiveNo} 的办理经过与归档时的末封不符`)
  return { input: inputOf(acts[at]), before: acts[at].parts[0] }
}

/** Metadata against the files and against what was sealed. */
function checkMeta(archiveNo, meta, seal) {
  const inside = /<卷内文件>([\s\S]*)<\/卷内文件>/.exec(meta)
  const bundle = /<全卷>([\s\S]*?)<\/全卷>/.exec(meta)
  const signature = /<电子签名>([\s\S]*?)<\/电子签名>/.exec(meta)
  const about = /<档案>([\s\S]*?)<\/档案>/.exec(meta)
  if (!inside || !bundle || !signature || !about) {
    fault(`${archiveNo} 的 meta.xml 缺少档案、全卷、电子签名或卷内文件一节`)
    return 0
  }
  const entries = [...inside[1].matchAll(/<文件 序号="(\d+)">([\s\S]*?)<\/文件>/g)]
  if (entries.length === 0) fault(`${archiveNo} 的 meta.xml 没有写卷内文件`)
  const named = new Set(['meta.xml', 'process/log.xml'])
  for (const [n, xml] of [['全卷', bundle[1]], ...entries.map(([, no, words]) => [`第 ${no} 件`, words])]) {
    const name = textOf(xml, '文件名')
    named.add(name)
    const own = hashes.get(`${archiveNo}/${name}`)
    if (!own) fault(`${archiveNo} 缺少${n}的文件 ${name}`)
    else if (
      own.sm3 !== textOf(xml, 'SM3') ||
      own.sha256 !== textOf(xml, 'SHA-256') ||
      String(own.size) !== textOf(xml, '大小')
    )
      fault(`${archiveNo} 的${n}与 meta.xml 写的校验值或大小不符`)
  }
  for (const name of hashes.keys())
    if (name.startsWith(`${archiveNo}/`) && !named.has(name.slice(archiveNo.length + 1)))
      fault(`${name} 不在 meta.xml 的卷内文件里`)
  if (!seal) return entries.length
  const { input, before } = seal
  const same = [
    ['全卷的文件', 'SM3', hashes.get(`${archiveNo}/content/000_全卷.pdf`)?.sm3, input.get('sm3')],
    ['全卷的文件', 'SHA-256', hashes.get(`${archiveNo}/content/000_全卷.pdf`)?.sha256, input.get('sha256')],
    ['meta.xml', '全卷文件名', textOf(bundle[1], '文件名'), 'content/000_全卷.pdf'],
    ['meta.xml', '档号', textOf(about[1], '档号'), archiveNo],
    ['meta.xml', '页数', textOf(about[1], '页数'), String(input.get('pages'))],
    ['meta.xml', '保管期限', textOf(about[1], '保管期限'), PERIODS[input.get('retention')] ?? input.get('retention')],
    ['meta.xml', '签名人', textOf(signature[1], '签名人'), input.get('compiler')],
    ['meta.xml', '检查人', textOf(signature[1], '检查人'), input.get('checker')],
    ['meta.xml', '签名结果', textOf(signature[1], '签名结果'), input.get('sm3')],
    ['meta.xml', '封存链末封', textOf(signature[1], '封存链末封'), before],
  ]
  for (const [where, what, now, then] of same)
    if (now !== then) fault(`${archiveNo} 的${where}：${what}与归档时封存的不符`)
  // The same text as was sealed, put together from the metadata and the bytes that lie here.
  const lines = [
    [archiveNo, textOf(about[1], '题名'), textOf(about[1], '当事人')],
    ...entries.map(([, no, xml]) => {
      const own = hashes.get(`${archiveNo}/${textOf(xml, '文件名')}`)
      const said = ['题名', '文件编号', '日期', '起页', '页数'].map((name) => textOf(xml, name))
      return [no, ...said, own?.sha256 ?? '', own?.sm3 ?? '']
    }),
  ]
  const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
  if (sm3(Buffer.from(text)) !== input.get('contents')) fault(`${archiveNo} 的卷内各件或目录与归档时封存的不符`)
  return entries.length
}

let steps = 0
let components = 0
const heads = []
for (const { archiveNo } of manifest.volumes) {
  if (/[\\/]|^\.+$/.test(archiveNo)) {
    fault(`档号 ${archiveNo} 不能作文件夹名`)
    continue
  }
  const meta = readText(`${archiveNo}/meta.xml`)
  const log = readText(`${archiveNo}/process/log.xml`)
  if (meta === null) fault(`${archiveNo} 缺少 meta.xml`)
  if (log === null) fault(`${archiveNo} 缺少办理经过 process/log.xml`)
  const acts = log === null ? [] : readActs(archiveNo, log)
  steps += acts.length
  heads.push(`${archiveNo}  ${acts.at(-1)?.hash ?? '没有'}`)
  const seal = log === null ? null : checkSeal(archiveNo, log, acts)
  if (meta !== null) components += checkMeta(archiveNo, meta, seal)
}

if (faults.length > 0) stop(`核验没有通过：${faults.length} 处不符。`)
console.log(
  `核验通过：${manifest.volumes.length} 卷，${components} 件，${manifest.files.length} 个文件，办理经过 ${steps} 步，全部相符。`,
)
console.log('包内相符不等于来源可信：把下面每卷的末封与移交单位另行公布的比对（见 README.txt）。')
for (const head of heads) console.log(`末封 ${head}`)
