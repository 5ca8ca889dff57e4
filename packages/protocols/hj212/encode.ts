import { EDITIONS, type Edition } from './codes.ts'
import { decodeFrame } from './decode.ts'
import { Splitter, writeFrame } from './frame.ts'

/** A message as frames of text (each ends with CR LF on the wire), or why it cannot be written. */
export type Encoded =
  | { readonly ok: true; readonly frames: readonly string[]; readonly flags: readonly string[] }
  | { readonly ok: false; readonly reason: 'bad-input'; readonly detail: string }

class BadInput extends Error {}
interface Fields {
  readonly [name: string]: unknown
}

/** The longest data area of one frame, in bytes. */
const AREA_LIMIT = 950

/**
 * Writes a message in the shape `decodeFrame` answers: `version`, `qn`, `st`, `cn`, `pw`, `mn`, `needsAck`, `resend`, `extra` and
 * `cp` with `fields`, `dataTime`, `factors`. A data area of more than 950 bytes becomes several frames, cut between groups.
 */
export function encodeMessage(input: unknown): Encoded {
  try {
    const frames = encode(asFields(input, '消息'))
    return { ok: true, frames: frames.map((frame) => frame.toString('utf8').trimEnd()), flags: flagsOf(frames) }
  } catch (error) {
    if (error instanceof BadInput) return { ok: false, reason: 'bad-input', detail: error.message }
    throw error
  }
}

function flagsOf(frames: readonly Buffer[]): string[] {
  const found = frames.flatMap((frame) => new Splitter().push(frame)).map(decodeFrame)
  return [...new Set(found.flatMap((answer) => (answer.ok ? answer.flags : [`unreadable:${answer.reason}`])))]
}

function encode(given: Fields): Buffer[] {
  const version = versionOf(given)
  const cp = asFields(given.cp ?? {}, 'cp')
  const common = commonGroup(cp)
  const groups = factorGroups(cp.factors ?? [])
  const isPart = typeof given.pnum === 'number'
  const areas = isPart ? [[common, ...groups]] : cutInto(common, groups)
  return areas.map((area, at) => {
    const packet = isPart
      ? { pnum: wholeOf(given.pnum, 'pnum'), pno: wholeOf(given.pno, 'pno') }
      : areas.length > 1
        ? { pnum: areas.length, pno: at + 1 }
        : null
    const text = `${headerOf(given, version, packet)}CP=&&${area.filter((group) => group !== '').join(';')}&&`
    const segment = Buffer.from(text)
    if (segment.length > 9999) throw new BadInput(`数据段 ${segment.length} 字节，长度只有 4 位数字`)
    return writeFrame(segment)
  })
}

function versionOf({ version }: Fields): Edition {
  const found = EDITIONS.find((edition) => edition === Number(version ?? 2017))
  if (!found) throw new BadInput(`version 应为 ${EDITIONS.join('、')} 之一，实际为「${String(version)}」`)
  return found
}

function headerOf(given: Fields, version: Edition, packet: { pnum: number; pno: number } | null): string {
  const flag = (EDITIONS.indexOf(version) << 2) | (packet ? 2 : 0) | (given.needsAck === true ? 1 : 0)
  const hasFlag = version !== 2005 || flag !== 0 || typeof given.flag === 'number'
  const needed = (name: string) => {
    if (given[name] === undefined || given[name] === null) throw new BadInput(`缺少 ${name}`)
    return textOf(given[name], name)
  }
  const optional = (name: string) => (given[name] === undefined || given[name] === null ? null : needed(name))
  const isOld = version === 2005
  const pairs: [string, string | number | null][] = [
    ['QN', isOld ? optional('qn') : needed('qn')],
    ['ST', needed('st')],
    ['CN', needed('cn')],
    ['PW', isOld ? optional('pw') : needed('pw')],
    ['MN', needed('mn')],
    ['Flag', hasFlag ? flag : null],
    ['PNUM', packet?.pnum ?? null],
    ['PNO', packet?.pno ?? null],
    ['RF', given.resend === true ? 1 : null],
    ...Object.entries(asFields(given.extra ?? {}, 'extra')).map(([name, value]): [string, string] => [
      nameOf(name),
      textOf(value, name),
    ]),
  ]
  return pairs.map(([name, value]) => (value === null ? '' : `${name}=${value};`)).join('')
}

function commonGroup(cp: Fields): string {
  const fields = { ...asFields(cp.fields ?? {}, 'cp.fields') }
  const dataTime = typeof cp.dataTime === 'string' && fields.DataTime === undefined ? digitsOf(cp.dataTime) : null
  const pairs = Object.entries(fields).map(([name, value]) => `${nameOf(name)}=${textOf(value, name)}`)
  return [...(dataTime === null ? [] : [`DataTime=${dataTime}`]), ...pairs].join(';')
}

function digitsOf(time: string): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\+08:00$/.exec(time)
  if (!found) throw new BadInput(`dataTime 应写作 2026-11-23T08:00:00+08:00 的样子，实际为「${time}」`)
  return found.slice(1).join('')
}

function factorGroups(factors: unknown): string[] {
  if (!Array.isArray(factors)) throw new BadInput('cp.factors 应为数组')
  return factors.map((row) => {
    const { code, values } = asFields(row, 'cp.factors')
    const named = Object.entries(asFields(values ?? {}, `${String(code)} 的 values`))
    return named.map(([name, value]) => `${nameOf(String(code))}-${nameOf(name)}=${textOf(value, name)}`).join(',')
  })
}

/** Areas of at most 950 bytes, each with the common group, which carries the time. */
function cutInto(common: string, groups: readonly string[]): string[][] {
  const areas: string[][] = [[common]]
  for (const group of groups) {
    const current = areas.at(-1) as string[]
    const longer = Buffer.byteLength([...current, group].join(';'))
    if (longer > AREA_LIMIT && current.length > 1) areas.push([common, group])
    else current.push(group)
  }
  return areas
}

function asFields(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadInput(`${name} 应为一个对象`)
  return value as Fields
}

function wholeOf(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 9999)
    throw new BadInput(`${name} 应为 1 到 9999 的整数`)
  return value
}

/** A value that separators cannot be confused with. */
function textOf(value: unknown, name: string): string {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value
  if (typeof text !== 'string') throw new BadInput(`${name} 应为文字或数字`)
  if (/[;,=&\r\n]|##/.test(text)) throw new BadInput(`${name}「${text}」含有报文的分隔符`)
  return text
}

function nameOf(name: string): string {
  if (!/^[\w.]+$/.test(name)) throw new BadInput(`「${name}」不能作名称`)
  return name
}
