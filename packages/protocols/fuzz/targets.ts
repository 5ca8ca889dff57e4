import { makeLineDecoder as makeCap } from '../cap/by-hand.ts'
import { decodeAlert } from '../cap/decode.ts'
import { encodeAlert } from '../cap/encode.ts'
import { makeLineDecoder as makeHj212 } from '../hj212/by-hand.ts'
import { decodeFrame as decodeHj212 } from '../hj212/decode.ts'
import { encodeMessage as encodeHj212 } from '../hj212/encode.ts'
import { Splitter as Hj212Splitter, writeFrame as writeHj212 } from '../hj212/frame.ts'
import { Packets } from '../hj212/packets.ts'
import { readBody } from '../jt808/body.ts'
import { makeLineDecoder as makeJt808 } from '../jt808/by-hand.ts'
import { decodeFrame as decodeJt808 } from '../jt808/decode.ts'
import { encodeMessage as encodeJt808 } from '../jt808/encode.ts'
import { Fragments } from '../jt808/fragments.ts'
import { writeFrame } from '../jt808/frame.ts'
import { MESSAGES } from '../jt808/messages/catalogue.ts'
import { Splitter as Jt808Splitter } from '../jt808/splitter.ts'
import { decodeFile } from '../mine-file/decode.ts'
import { COMMON_PROFILE } from '../mine-file/profile.ts'
import { makeLineDecoder as makeSensor } from '../sensor/by-hand.ts'
import { writePayload } from '../sensor/sparkplug-payload.ts'

/** One door of a protocol: good messages to begin from, and what is done with each mutant. Nothing may throw. */
export interface Target {
  readonly seeds: readonly Buffer[]
  readonly take: (bytes: Buffer) => void
  /** Bytes or entries held between messages, which must stay bounded. */
  readonly held: () => number
}

const basic = '0000040000000002023b22f00712c2b00038000300632410012359590104000000a9300112310108'
const phone = '13305460001'

/** Every door, each with a state of its own that lives as long as the fuzzing. */
export const makeTargets = (): Readonly<Record<string, Target>> => ({
  jt808: jt808(),
  jt808Bodies: jt808Bodies(),
  hj212: hj212(),
  cap: cap(),
  sensor: sensor(),
  mineFile: {
    seeds: [Buffer.from('KJ;x|011A01;0.35;0;20261123080000~011A02;;4;20261123080000~||')],
    take: (bytes) => {
      decodeFile('m_AQSS_1.txt', bytes, COMMON_PROFILE)
    },
    held: () => 0,
  },
})

function jt808(): Target {
  const splitter = new Jt808Splitter()
  const fragments = new Fragments({ sets: 50, bytes: 1 << 20 })
  const line = makeJt808()
  const body = Buffer.from(basic, 'hex')
  const frames = [false, true].flatMap((is2019) => [
    writeFrame({ messageId: 0x0200, is2019, phone, sequence: 1, body }),
    writeFrame({ messageId: 0x0801, is2019, phone, sequence: 1, fragment: { total: 3, index: 2 }, body }),
  ])
  let now = 0
  return {
    seeds: frames,
    take(bytes) {
      for (const frame of splitter.push(bytes)) {
        decodeJt808(frame)
        if (frame.ok && frame.fragment) fragments.add(frame, ++now)
      }
      line(bytes.toString('hex'))
      line(bytes.toString('latin1'))
    },
    held: () => splitter.held + fragments.bytes,
  }
}

/** Bodies under a good header, which a mutated frame seldom has; what was read is written and read again. */
function jt808Bodies(): Target {
  let turn = 0
  return {
    seeds: [
      Buffer.from(basic, 'hex'),
      Buffer.from(`0001${basic}`, 'hex'),
      Buffer.from(`02${basic}`, 'hex'),
      Buffer.alloc(40),
    ],
    take(bytes) {
      const { id } = MESSAGES[turn++ % MESSAGES.length] as (typeof MESSAGES)[0]
      for (const edition of [2011, 2013, 2019] as const) {
        const { body } = readBody(id, bytes, edition)
        encodeJt808({ version: edition, messageId: id, phone: '1', body })
      }
      readBody(id, bytes, null)
    },
    held: () => 0,
  }
}

function hj212(): Target {
  const splitter = new Hj212Splitter()
  const packets = new Packets({ sets: 50 })
  const line = makeHj212()
  const segments = [
    'QN=20240601085857223;ST=32;CN=2011;PW=123456;MN=x;Flag=5;CP=&&DataTime=20240601085857;w01018-Rtd=1.0,w01018-Flag=N&&',
    'QN=20240601085857223;ST=32;CN=2051;PW=123456;MN=x;Flag=10;PNUM=3;PNO=1;CP=&&DataTime=20240601085857;a34004-Avg=9&&',
  ].map((text) => Buffer.from(text))
  let now = 0
  const follow = (bytes: Buffer) => {
    for (const frame of splitter.push(bytes)) {
      const answer = decodeHj212(frame)
      if (!answer.ok) continue
      packets.add(answer, ++now)
      encodeHj212(answer)
    }
  }
  return {
    seeds: [...segments.map(writeHj212), ...segments],
    take(bytes) {
      follow(bytes)
      // A mutated segment under a good CRC reaches what lies behind it.
      if (bytes.length < 4096) follow(writeHj212(bytes))
      line(bytes.toString('latin1'))
    },
    held: () => splitter.held + packets.sets,
  }
}

function cap(): Target {
  const reader = makeCap()
  const xml =
    '<?xml version="1.0"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>s</sender><sent>2026-11-23T08:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><category>Fire</category><event>x</event><urgency>Future</urgency><severity>Minor</severity><certainty>Likely</certainty><area><areaDesc>x</areaDesc><polygon>1,1 1,2 2,2 1,1</polygon><circle>1,1 2</circle></area></info></alert>'
  return {
    seeds: [Buffer.from(xml)],
    take(bytes) {
      const answer = decodeAlert(bytes)
      if (answer.ok) encodeAlert(answer)
      reader.line(bytes.toString('latin1').replaceAll('\n', ' '))
      reader.end()
    },
    held: () => 0,
  }
}

function sensor(): Target {
  const line = makeSensor()
  const data = JSON.stringify({ v: 1, ts: 1730000000123, seq: 1, points: [{ p: 'a', val: 6.4, q: 'good' }] })
  const payload = Buffer.from(
    writePayload({
      seq: 0n,
      metrics: [
        { name: 'bdSeq', datatype: 8, longValue: 1n },
        { name: 'a', alias: 1n, floatValue: 1 },
      ],
    }),
  )
  const kinds = ['NBIRTH', 'NDATA', 'NDEATH', 'DBIRTH', 'DDATA', 'DDEATH']
  let turn = 0
  return {
    seeds: [Buffer.from(data), payload],
    take(bytes) {
      const kind = kinds[turn++ % kinds.length] as string
      line(bytes.toString('latin1'))
      line(`ws/v1/t/s/d/event ${bytes.toString('latin1')}`)
      line(`spBv1.0/g/${kind}/n${kind.startsWith('D') ? '/d' : ''} ${bytes.toString('hex')}`)
    },
    held: () => 0,
  }
}
