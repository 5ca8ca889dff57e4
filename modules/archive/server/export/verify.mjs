#!/usr/bin/env node
// Verifies this package with nothing but Node 18 or newer: every file by SM3 and SHA-256, nothing more and nothing less than the list,
// and the chain of acts of every volume. Says in Chinese which file is wrong; exit code 1 when one is.
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

const manifestFile = path.join(root, 'manifest.json')
if (!existsSync(manifestFile)) {
  console.error('没有 manifest.json，包不完整。')
  process.exit(1)
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
const listed = new Set(manifest.files.map((file) => file.path))

const sums = existsSync(path.join(root, 'SHA256SUMS')) ? readFileSync(path.join(root, 'SHA256SUMS'), 'utf8') : ''
const ownSum = /^([0-9a-f]{64}) {2}manifest\.json$/m.exec(sums)?.[1]
if (ownSum !== sha256(readFileSync(manifestFile))) fault('manifest.json 与 SHA256SUMS 不符，清单被改动')

for (const file of manifest.files) {
  const full = path.resolve(root, file.path)
  if (!full.startsWith(root + path.sep)) {
    fault(`清单里的路径 ${file.path} 越出本包`)
    continue
  }
  if (!existsSync(full)) {
    fault(`缺少文件 ${file.path}`)
    continue
  }
  const bytes = readFileSync(full)
  if (statSync(full).size !== file.size) fault(`${file.path} 大小应为 ${file.size}，现为 ${bytes.length}`)
  else if (sm3(bytes) !== file.sm3 || sha256(bytes) !== file.sha256) fault(`${file.path} 内容被改动`)
}
for (const name of filesUnder(root))
  if (!listed.has(name) && name !== 'manifest.json' && name !== 'SHA256SUMS') fault(`多出文件 ${name}，清单里没有`)

const plain = (text) =>
  text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')

let acts = 0
for (const { archiveNo } of manifest.volumes) {
  const file = path.join(root, archiveNo, 'process', 'log.xml')
  if (!existsSync(file)) continue
  const text = readFileSync(file, 'utf8')
  const head = /<log [^>]*boundAfter="(\d+)" boundHead="([0-9a-f]{64})"/.exec(text)
  let previous = '0'.repeat(64)
  let seq = 0
  let boundHead = ''
  for (const [, no, hash, sealed] of text.matchAll(
    /<act seq="(\d+)"[^>]*hash="([0-9a-f]{64})">\s*<sealed>([\s\S]*?)<\/sealed>/g,
  )) {
    seq++
    const words = plain(sealed)
    if (Number(no) !== seq) fault(`${archiveNo} 的办理经过缺第 ${seq} 步`)
    if (JSON.parse(words)[0] !== previous) fault(`${archiveNo} 的办理经过第 ${no} 步与上一步的链接不符`)
    if (sm3(Buffer.from(words)) !== hash) fault(`${archiveNo} 的办理经过第 ${no} 步内容被改动`)
    previous = hash
    if (head && seq === Number(head[1])) boundHead = hash
  }
  acts += seq
  if (!head || head[2] !== boundHead) fault(`${archiveNo} 的办理经过与归档时的末封不符`)
}

if (faults.length > 0) {
  console.error(`核验没有通过：${faults.length} 处不符。`)
  process.exit(1)
}
console.log(`核验通过：${manifest.volumes.length} 卷，${manifest.files.length} 个文件，办理经过 ${acts} 步，全部相符。`)
