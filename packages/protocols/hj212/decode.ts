import { type Area, readArea, showTime } from './area.ts'
import { COMMANDS, type Edition, own, SYSTEMS } from './codes.ts'
import { Flags } from './flags.ts'
import { type Frame, type Refusal, STRICT_LIMIT } from './frame.ts'

/** A frame in words. Names of the header are the standard's own in lower case. */
export interface Decoded {
  readonly ok: true
  /** By the version bits of Flag; null when they say one we do not know. */
  readonly version: Edition | null
  readonly qn: string | null
  readonly st: string | null
  readonly stName: string | null
  readonly cn: string | null
  readonly cnName: string | null
  readonly pw: string | null
  readonly mn: string | null
  /** The number as sent; null when there was none (2005). */
  readonly flag: number | null
  readonly needsAck: boolean
  readonly pnum: number | null
  readonly pno: number | null
  /** RF=1: stored data sent again (2025). */
  readonly resend: boolean
  readonly cp: Area
  /** Header keys that no edition knows. */
  readonly extra: Record<string, string>
  readonly crc: string
  readonly flags: readonly string[]
}

const VERSIONS: Readonly<Record<number, Edition>> = { 0: 2005, 1: 2017, 2: 2025 }
const KNOWN = ['QN', 'ST', 'CN', 'PW', 'MN', 'FLAG', 'PNUM', 'PNO', 'RF']

/** Reads one frame. Every input gives an answer; nothing throws. */
export function decodeFrame(frame: Frame | Refusal): Decoded | Refusal {
  if (!frame.ok) return frame
  const flags = new Flags()
  if (frame.segment.length > STRICT_LIMIT) flags.add('over-1024')
  if (frame.isModbusCrc) flags.add('modbus-crc')
  const { header, extra, area } = readSegment(textOf(frame.segment, flags), flags)
  const flag = wholeOf(header, 'FLAG', flags)
  const version = VERSIONS[(flag ?? 0) >> 2] ?? null
  if (version === null) flags.add('unknown-version', String((flag ?? 0) >> 2))
  if (version === 2025 && area !== '' && !area.includes('='))
    return {
      ok: false,
      reason: 'encrypted-area',
      detail: '数据区不是「名称=值」，疑为 SM4 密文；密文在线上的写法须与厂家确认',
    }
  const [st, cn] = [header.get('ST') ?? null, header.get('CN') ?? null]
  for (const key of ['ST', 'CN', 'MN', ...(version === 2005 ? [] : ['QN', 'PW'])])
    if (!header.get(key)) flags.add('missing', key)
  if (st !== null && !own(SYSTEMS, st)) flags.add('unknown-system', st)
  if (cn !== null && !isOpen(cn, version)) flags.add('unknown-command', cn)
  const qn = header.get('QN') ?? null
  if (qn !== null && (!/^\d{17}$/.test(qn) || showTime(qn.slice(0, 14)) === null)) flags.add('bad-time', 'QN')
  return {
    ok: true,
    version,
    qn,
    st,
    stName: own(SYSTEMS, st ?? '') ?? null,
    cn,
    cnName: own(COMMANDS, cn ?? '')?.name ?? null,
    pw: header.get('PW') ?? null,
    mn: header.get('MN') ?? null,
    flag,
    needsAck: ((flag ?? 0) & 1) === 1,
    ...packetOf(header, flag, flags),
    resend: header.get('RF') === '1',
    cp: readArea(area, flags),
    extra,
    crc: frame.crc,
    flags: flags.list(),
  }
}

const isOpen = (cn: string, version: Edition | null): boolean => {
  const command = own(COMMANDS, cn)
  return command !== undefined && (command.until === undefined || version === null || version <= command.until)
}

function textOf(bytes: Buffer, flags: Flags): string {
  const text = bytes.toString('latin1')
  if (!/[\x80-\xff]/.test(text)) return text
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    flags.add('not-utf8')
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function readSegment(segment: string, flags: Flags) {
  const found = /(?:^|;)\s*CP\s*=\s*&&/i.exec(segment)
  const head = found ? segment.slice(0, found.index) : segment
  const rest = found ? segment.slice(found.index + found[0].length) : ''
  const end = rest.lastIndexOf('&&')
  if (!found) flags.add('missing', 'CP')
  else if (end === -1) flags.add('area-not-closed')
  else if (rest.slice(end + 2).trim() !== '') flags.add('text-after-area')
  const header = new Map<string, string>()
  const extra: Record<string, string> = {}
  for (const item of head.split(/[;,]/)) {
    if (item.trim() === '') continue
    const equals = item.indexOf('=')
    if (equals < 1) {
      flags.add('no-name', 'header')
      continue
    }
    const [name, value] = [item.slice(0, equals).trim(), item.slice(equals + 1).trim()]
    const key = name.toUpperCase()
    if (KNOWN.includes(key)) {
      if (header.has(key) && header.get(key) !== value) flags.add('repeated', key)
      header.set(key, value)
    } else {
      Object.defineProperty(extra, name, { value, enumerable: true, configurable: true, writable: true })
      flags.add('unknown-key', name)
    }
  }
  return { header, extra, area: end === -1 ? rest : rest.slice(0, end) }
}

function wholeOf(header: ReadonlyMap<string, string>, key: string, flags: Flags): number | null {
  const text = header.get(key)
  if (text === undefined || text === '') return null
  if (/^\d{1,5}$/.test(text)) return Number(text)
  flags.add('not-a-number', key)
  return null
}

function packetOf(header: ReadonlyMap<string, string>, flag: number | null, flags: Flags) {
  const [pnum, pno] = [wholeOf(header, 'PNUM', flags), wholeOf(header, 'PNO', flags)]
  const isSplit = ((flag ?? 0) & 2) === 2
  if (isSplit && (pnum === null || pno === null)) flags.add('missing', 'PNUM')
  if (!isSplit && pnum !== null && pnum > 1) flags.add('split-without-flag')
  if (pnum !== null && pno !== null && (pno === 0 || pno > pnum)) flags.add('out-of-range', 'PNO')
  return { pnum, pno }
}
