import { type Command, Option } from 'commander'
import { makeLineDecoder as makeCapDecoder } from '#protocols/cap/by-hand.ts'
import { encodeAlert } from '#protocols/cap/encode.ts'
import { makeLineDecoder as makeHj212Decoder } from '#protocols/hj212/by-hand.ts'
import { encodeMessage as encodeHj212 } from '#protocols/hj212/encode.ts'
import { makeLineDecoder as makeJt808Decoder } from '#protocols/jt808/by-hand.ts'
import { encodeMessage as encodeJt808 } from '#protocols/jt808/encode.ts'
import { makeLineDecoder as makeSensorDecoder } from '#protocols/sensor/by-hand.ts'
import { readLines, writeLine } from './lines.ts'

interface Answer {
  readonly ok: boolean
}
type Edition = 2011 | 2013 | null

interface Decoder {
  readonly line: (line: string) => readonly Answer[]
  /** What was begun and never ended. */
  readonly end?: () => readonly Answer[]
}

/** What each protocol makes of one line; a decoder may remember lines before it. */
const DECODERS: Readonly<Record<string, (edition: Edition) => Decoder>> = {
  jt808: (edition) => ({ line: makeJt808Decoder(edition) }),
  hj212: () => ({ line: makeHj212Decoder() }),
  cap: makeCapDecoder,
  sensor: () => ({ line: makeSensorDecoder() }),
}
const ENCODERS: Readonly<Record<string, (input: unknown) => Answer>> = {
  jt808: encodeJt808,
  hj212: encodeHj212,
  cap: encodeAlert,
}

const LONGEST_LINE = 4 << 20

/** Adds `decode` and `encode` to the command line. They need neither database nor settings. */
export function addProtocolCommands(program: Command): void {
  program
    .command('decode')
    .description('解读设备报文：每条报文一行结果；全部可读退出码 0，有读不了的为 1')
    .argument('<protocol>', `协议：${Object.keys(DECODERS).join('、')}`)
    .argument('[text...]', '报文；不写或写 - 则从标准输入逐行读取')
    .option('--json', '每条报文输出一行 JSON：ok、version、messageId、body、flags 等，读不了的为 ok:false 与 reason')
    .addOption(
      new Option('--edition <year>', '已知终端是哪一版（仅 jt808；2019 版由消息头自己说明）').choices(['2011', '2013']),
    )
    .action(async (protocol: string, text: string[], options: { json?: boolean; edition?: string }) => {
      const make = DECODERS[protocol]
      if (!make) return refuseProtocol(protocol, Object.keys(DECODERS), options)
      const decode = make((Number(options.edition) || null) as Edition)
      await answerLines(text, decode, (answer) => sayDecoded(answer, options))
    })
  program
    .command('encode')
    .description('把 JSON 编成设备报文；全部编成退出码 0')
    .argument('<protocol>', `协议：${Object.keys(ENCODERS).join('、')}`)
    .argument('[json...]', '与 decode 输出同形的 JSON；不写或写 - 则从标准输入逐行读取')
    .option('--json', '每条输出一行 JSON：ok、frames、flags，编不了的为 ok:false 与 reason')
    .action(async (protocol: string, text: string[], options: { json?: boolean }) => {
      const encode = ENCODERS[protocol]
      if (!encode) return refuseProtocol(protocol, Object.keys(ENCODERS), options)
      await answerLines(text, { line: (line) => [encodeLine(line, encode)] }, (answer) => sayEncoded(answer, options))
    })
}

function refuseProtocol(protocol: string, known: readonly string[], options: { json?: boolean }): void {
  const detail = `不认识的协议「${protocol}」，可用：${known.join('、')}`
  if (options.json) process.stdout.write(`${JSON.stringify({ ok: false, reason: 'unknown-protocol', detail })}\n`)
  else process.stderr.write(`错误：${detail}\n`)
  process.exitCode = 1
}

/** Answers the text of the command line, or line by line what comes in. Exit code 1 when anything was refused. */
async function answerLines(
  text: readonly string[],
  { line: work, end = () => [] }: Decoder,
  say: (answer: Answer) => string,
): Promise<void> {
  const given = text.join(' ')
  const isStream = text.length === 0 || given === '-'
  const lines = isStream ? readLines(process.stdin, LONGEST_LINE) : [given]
  process.stdout.on('error', () => process.stdout.destroy())
  const tell = async (answers: readonly Answer[]): Promise<boolean> => {
    for (const answer of answers) {
      if (!answer.ok) process.exitCode = 1
      if (!(await writeLine(say(answer)))) return false
    }
    return true
  }
  for await (const line of lines) {
    if (isStream && line.trim() === '') continue
    if (!(await tell(work(line)))) return
  }
  await tell(end())
}

function encodeLine(line: string, encode: (input: unknown) => Answer): Answer {
  let input: unknown
  try {
    input = JSON.parse(line)
  } catch {
    return { ok: false, reason: 'invalid-json', detail: '不是有效的 JSON' } as Answer
  }
  return encode(input)
}

function sayDecoded(answer: Answer, options: { json?: boolean }): string {
  if (options.json) return JSON.stringify(answer)
  return answer.ok ? JSON.stringify(answer, null, 2) : sayRefusal(answer)
}

function sayEncoded(answer: Answer, options: { json?: boolean }): string {
  if (options.json) return JSON.stringify(answer)
  if ('frames' in answer) return (answer.frames as readonly string[]).join('\n')
  return 'xml' in answer ? String(answer.xml) : sayRefusal(answer, '编不了')
}

const sayRefusal = (answer: Answer, failure = '读不了'): string =>
  'detail' in answer ? `${failure}：${String(answer.detail)}` : failure
