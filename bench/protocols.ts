import { decodeFrame as decodeHj212 } from '#protocols/hj212/decode.ts'
import { encodeMessage as encodeHj212 } from '#protocols/hj212/encode.ts'
import { Splitter as Hj212Splitter } from '#protocols/hj212/frame.ts'
import { decodeFrame as decodeJt808 } from '#protocols/jt808/decode.ts'
import { encodeMessage as encodeJt808 } from '#protocols/jt808/encode.ts'
import { Splitter as Jt808Splitter } from '#protocols/jt808/splitter.ts'

/**
 * Frames decoded a second out of a stream in chunks of 1,460 bytes, against a plain hand-written reader of the same stream: copy, check, and
 * the few fields a platform cannot do without. The ratio is the share of the plain reader's speed that is left with everything named.
 */
const FRAMES = Number(process.env.FRAMES ?? 100_000)
const CHUNK = 1460

const location = (at: number) => ({
  messageId: '0x0200',
  version: at % 2 === 0 ? 2013 : 2019,
  phone: String(13_300_000_000 + (at % 5000)),
  sequence: at & 0xffff,
  body: {
    alarm: at % 50 === 0 ? 2 : 0,
    status: 3,
    latitude: 37.4 + (at % 1000) / 1e6,
    longitude: 118.6 + (at % 777) / 1e6,
    altitude: 7,
    speed: (at % 900) / 10,
    direction: at % 360,
    time: `2026-11-23T08:${String(at % 60).padStart(2, '0')}:00+08:00`,
    items: [
      { id: '0x01', value: 1234.5 },
      { id: '0x25', value: 1 },
      { id: '0x30', value: 31 },
      { id: '0x31', value: 12 },
    ],
  },
})

const minute = (at: number) => ({
  qn: `202611230800${String(at % 60).padStart(2, '0')}000`,
  st: '22',
  cn: '2051',
  pw: '123456',
  mn: `AIR${at % 500}`,
  cp: {
    dataTime: '2026-11-23T08:00:00+08:00',
    factors: ['a34004', 'a34002', 'a21026', 'a21004', 'a05024', 'a21005'].map((code) => ({
      code,
      values: { Avg: String((at % 90) / 10), Flag: 'N' },
    })),
  },
})

interface Written {
  readonly ok: boolean
  readonly frames?: readonly string[]
}

/** Two thousand different frames, over and over. */
function stream(
  make: (at: number) => object,
  encode: (input: unknown) => Written,
  encoding: 'hex' | 'utf8',
  end: string,
) {
  const some = Array.from({ length: 2000 }, (_, at) => {
    const { frames } = encode(make(at))
    if (!frames) throw new Error('not written')
    return Buffer.from(`${frames.join('')}${end}`, encoding)
  })
  return Buffer.concat(Array.from({ length: FRAMES }, (_, at) => some[at % some.length] as Buffer))
}

function perSecond(bytes: Buffer, take: (chunk: Buffer) => number): number {
  const started = performance.now()
  let frames = 0
  for (let at = 0; at < bytes.length; at += CHUNK) frames += take(bytes.subarray(at, at + CHUNK))
  if (frames !== FRAMES) throw new Error(`${frames} of ${FRAMES} frames`)
  return (FRAMES * 1000) / (performance.now() - started)
}

function plainJt808(): (chunk: Buffer) => number {
  let tail = Buffer.alloc(0)
  return (chunk) => {
    const bytes = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk
    let [count, from] = [0, -1]
    for (let at = bytes.indexOf(0x7e); at !== -1; at = bytes.indexOf(0x7e, at + 1)) {
      if (from === -1) from = at
      else if (at - from > 1) {
        if (readPlainly(bytes.subarray(from + 1, at))) count++
        from = -1
      }
    }
    tail = Buffer.from(from === -1 ? '' : bytes.subarray(from))
    return count
  }
}

let sum = 0
function readPlainly(escaped: Buffer): boolean {
  const plain = Buffer.allocUnsafe(escaped.length)
  let length = 0
  for (let at = 0; at < escaped.length; at++)
    plain[length++] = escaped[at] === 0x7d ? 0x7c + (escaped[++at] as number) : (escaped[at] as number)
  let check = 0
  for (let at = 0; at < length; at++) check ^= plain[at] as number
  const body = (plain.readUInt16BE(2) & 0x4000) !== 0 ? 17 : 12
  const report = {
    phone: plain.toString('hex', body === 17 ? 5 : 4, body - 2),
    alarm: plain.readUInt32BE(body),
    status: plain.readUInt32BE(body + 4),
    latitude: plain.readUInt32BE(body + 8) / 1e6,
    longitude: plain.readUInt32BE(body + 12) / 1e6,
    speed: plain.readUInt16BE(body + 18) / 10,
    time: plain.toString('hex', body + 22, body + 28),
  }
  sum += report.latitude + report.phone.length
  return check === 0
}

function plainHj212(): (chunk: Buffer) => number {
  let tail = ''
  return (chunk) => {
    const frames = (tail + chunk.toString('latin1')).split('\r\n')
    tail = frames.pop() as string
    for (const frame of frames) {
      const pairs = Object.fromEntries(
        frame
          .slice(6, -4)
          .split(/[;,]|CP=&&|&&/)
          .map((pair) => pair.split('=')),
      )
      sum += String(pairs.MN).length
    }
    return frames.length
  }
}

function report(
  name: string,
  bytes: Buffer,
  ours: () => (chunk: Buffer) => number,
  plain: () => (chunk: Buffer) => number,
) {
  const rounds = Array.from({ length: 5 }, () => {
    const [we, they] = [perSecond(bytes, ours()), perSecond(bytes, plain())]
    return { we, ratio: we / they }
  }).slice(1)
  const sorted = (key: 'we' | 'ratio') => rounds.map((round) => round[key]).sort((a, b) => a - b)
  const [least, , middle, most] = sorted('ratio') as [number, number, number, number]
  console.log(
    `protocols/${name}: ${Math.round(sorted('we')[2] as number)} frames/s, ratio ${least.toFixed(2)} / ${middle.toFixed(2)} / ${most.toFixed(2)} of the plain reader (${FRAMES} frames, ${(bytes.length / FRAMES).toFixed(0)} bytes each)`,
  )
}

const jt808 = () => {
  const splitter = new Jt808Splitter()
  return (chunk: Buffer) => splitter.push(chunk).filter((frame) => decodeJt808(frame, 2013).ok).length
}
const hj212 = () => {
  const splitter = new Hj212Splitter()
  return (chunk: Buffer) => splitter.push(chunk).filter((frame) => decodeHj212(frame).ok).length
}

report('jt808', stream(location, encodeJt808, 'hex', ''), jt808, plainJt808)
report('hj212', stream(minute, encodeHj212, 'utf8', '\r\n'), hj212, plainHj212)
if (sum === 0) process.exitCode = 1
