import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeLineDecoder, readHexText } from './by-hand.ts'
import { decodeFrame } from './decode.ts'
import { encodeMessage } from './encode.ts'
import { Fragments } from './fragments.ts'
import { readFrame, writeFrame, writeFrames } from './frame.ts'
import { MESSAGES } from './messages/catalogue.ts'
import { Splitter } from './splitter.ts'
import { decodeText, encodeText } from './text.ts'

const one = (hex: string, edition: 2011 | 2013 | null = null) => {
  const [answer, ...others] = makeLineDecoder(edition)(hex)
  expect(others).toEqual([])
  return answer
}

// §7 of the reference.
const C = '7e0200001c0123456789010000000004000000080007203b7d0202633df70138000300632410012359591c7e'
const D =
  '7e0200002c00160128561400020000000000040001005de1f7065c6cef00000000000017011710044201040000a9002a02000030011b3101030c7e'

describe('worked examples of the reference', () => {
  test('A: a registration of 2013 is known from its body', () => {
    const hex = `7e0100002c0123456789010000 001f0073 6364000000 7777772e3830382e636f6d000000000000000000 37363534333231 01 b2e24131323334 cc7e`
    expect(one(hex)).toMatchObject({
      version: 2013,
      phone: '12345678901',
      sequence: 0,
      body: {
        province: 31,
        city: 115,
        manufacturer: 'cd',
        model: 'www.808.com',
        terminalId: '7654321',
        plateColorName: 'blue',
        plate: '测A1234',
      },
      flags: [],
    })
  })
  test('B: an authentication of 2019', () => {
    const hex =
      '7e0102402f010000000001729984173800000b3137323939383431373338313233343536373839303132333435332e372e31350000000000000000000000000000227e'
    expect(one(hex)).toMatchObject({
      version: 2019,
      protocolVersion: 1,
      phone: '17299841738',
      body: { authCode: '17299841738', imei: '123456789012345', softwareVersion: '3.7.15' },
      flags: [],
    })
  })
  test('C: an escaped byte; a latitude of 119 degrees is flagged and kept', () => {
    expect(one(C)).toMatchObject({
      body: {
        alarmNames: ['ttsFault'],
        statusNames: ['circuitCut'],
        latitude: 119.552894,
        longitude: 40.058359,
        altitude: 312,
        speed: 0.3,
        direction: 99,
        time: '2024-10-01T23:59:59+08:00',
      },
      flags: ['out-of-range:latitude'],
    })
  })
  test('D: additional items', () => {
    expect(one(D)).toMatchObject({
      phone: '1601285614',
      sequence: 2,
      body: {
        statusNames: ['accOn', 'gps'],
        latitude: 6.152695,
        longitude: 106.720495,
        time: '2017-01-17T10:04:42+08:00',
        items: [
          { id: '0x01', name: 'mileage', value: 4326.4 },
          { id: '0x2a', name: 'io', value: 0 },
          { id: '0x30', name: 'signalStrength', value: 27 },
          { id: '0x31', name: 'satellites', value: 3 },
        ],
      },
      flags: [],
    })
  })
  test('E, F: a general reply and a batch', () => {
    expect(one('7e8001000501234567890100007fff0002008e7e')).toMatchObject({
      body: { answerSequence: 32767, answerId: '0x0002', resultName: 'ok' },
    })
    const batch =
      '7e0704003f0123456789010000000200001c000004000000080007203b7d0202633df7013800030063241001235959001c000004000000080007203b7d0202633df7013800030063241001235959b67e'
    expect(one(batch)).toMatchObject({
      body: { count: 2, kindName: 'normal', locations: [{ direction: 99 }, { direction: 99 }] },
    })
  })
  test('G: a fragment; with another checksum it is refused', () => {
    const hex = '7e0801200500123456789002de001a00022808000102537e'
    expect(one(hex)).toMatchObject({
      phone: '1234567890',
      sequence: 734,
      fragment: { total: 26, index: 2 },
      body: { raw: '2808000102' },
    })
    expect(one(hex.replace('537e', '547e'))).toMatchObject({ ok: false, reason: 'bad-checksum' })
  })
})

describe('by the tables, byte for byte', () => {
  const body = (hex: string, id: number, edition: 2011 | 2013 | 2019) => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
    const frame = writeFrame({
      messageId: id,
      is2019: edition === 2019,
      phone: '13305460001',
      sequence: 1,
      body: bytes,
    })
    const answer = decodeFrame(readFrame(frame.subarray(1, -1)), edition === 2019 ? null : edition)
    if (!answer.ok) throw new Error(answer.detail)
    return answer
  }

  test('a registration of 2011 has 25 bytes before the plate and says so itself', () => {
    const plate = 'c2b3453132333435'
    const hex = `0025 01f4 3131313131 4142434400000000 30303031323334 02 ${plate}`.replaceAll(' ', '')
    const frame = writeFrame({
      messageId: 0x0100,
      is2019: false,
      phone: '1',
      sequence: 1,
      body: Buffer.from(hex, 'hex'),
    })
    expect(one(frame.toString('hex'))).toMatchObject({
      version: 2011,
      body: { province: 37, city: 500, manufacturer: '11111', model: 'ABCD', terminalId: '0001234', plate: '鲁E12345' },
      flags: [],
    })
    // A frame number is so long that 37 bytes are there: the reading of 2013 would begin in the middle of it.
    const vin = Buffer.from(
      `${hex.slice(0, -plate.length - 2)}00${Buffer.from('LGAX1A132B3012345').toString('hex')}`,
      'hex',
    )
    const long = writeFrame({ messageId: 0x0100, is2019: false, phone: '1', sequence: 1, body: vin })
    expect(one(long.toString('hex'))).toMatchObject({ version: 2011, body: { plate: 'LGAX1A132B3012345' } })
  })

  test('every alarm bit has a name; bits 15 to 17 only since 2019', () => {
    const report = `ffffffff 00000002 023b22f0 0712c2b0 0000 0000 0000 261123050000`
    const newer = body(report, 0x0200, 2019)
    expect(newer.body.alarmNames).toHaveLength(32)
    expect(newer.flags).toEqual([])
    const older = body(report, 0x0200, 2013)
    expect(older.body.alarmNames).toEqual(expect.arrayContaining(['bit15', 'bit16', 'bit17']))
    expect(older.flags).toEqual(['reserved-bits:alarm'])
  })

  test('south and west make the degrees negative, load is two bits', () => {
    expect(body('00000000 0000030e 023b22f0 0712c2b0 0000 0000 0000 261123050000', 0x0200, 2013).body).toMatchObject({
      latitude: -37.43,
      longitude: -118.67,
      statusNames: ['fixValid', 'south', 'west', 'fullyLoaded'],
    })
  })

  test('items: a temperature below zero, tyres not there, an area crossing, vehicle signals, a vendor item, a cut one', () => {
    const basic = '00000000 00000000 00000000 00000000 0000 0000 0000 261123050000'
    const tyres = `19ff${'ff'.repeat(28)}`
    const { body: report, flags } = body(
      `${basic} 0602 800a 051e ${tyres} 1206 01 00000007 01 2504 00000011 1105 01 00000009 1101 00 e502 abcd 0104 0000`,
      0x0200,
      2019,
    )
    expect(report.items).toMatchObject([
      { name: 'compartmentTemperature', value: -10 },
      { name: 'tyrePressures', value: [25, ...Array.from({ length: 29 }, () => null)] },
      { name: 'areaCrossing', kindName: 'circle', areaId: 7, directionName: 'out' },
      { name: 'vehicleSignals', valueNames: ['lowBeam', 'brake'] },
      { name: 'overspeedArea', kindName: 'circle', areaId: 9 },
      { name: 'overspeedArea', kindName: 'none' },
      { id: '0xe5', raw: 'abcd' },
      { id: '0x01', cut: 4, raw: '0000' },
    ])
    expect(flags).toEqual(['unknown-item:0xe5', 'item-cut:0x01'])
  })

  test('a time that is none is null beside its digits', () => {
    expect(body('00000000 00000000 00000000 00000000 0000 0000 0168 000000000000', 0x0200, 2013)).toMatchObject({
      body: { direction: 360, time: null, timeRaw: '000000000000' },
      flags: ['out-of-range:direction', 'bad-time:time'],
    })
  })

  test('a length rules over the type of a parameter', () => {
    const { body: set, flags } = body('03 00000001 02 003c 00000055 04 00000050 0000f001 01 07', 0x8103, 2013)
    expect(set.parameters).toMatchObject([
      { name: 'heartbeatInterval', value: 60, length: 2 },
      { name: 'topSpeed', value: 80 },
      { id: '0x0000f001', raw: '07' },
    ])
    expect(flags).toEqual(['odd-parameter:0x00000001', 'unknown-parameter:0x0000f001'])
  })

  test('doors: bit 0 locks in 2013, parameter 0 locks in 2019', () => {
    expect(body('01', 0x8500, 2013).body).toMatchObject({ flagNames: ['lockDoors'] })
    expect(body('0001 0001 00', 0x8500, 2019).body).toMatchObject({ controls: [{ type: '0x0001', doorName: 'lock' }] })
  })

  test('driver identity: three layouts', () => {
    const name = '04 d5c5c8fd'
    const issuer = '04 b6abd3aa'
    const text20 = (text: string) => Buffer.from(text).toString('hex').padEnd(40, '0')
    expect(body(`${name} ${text20('370500')} ${text20('Q1')}${'0'.repeat(40)} ${issuer}`, 0x0702, 2011)).toMatchObject({
      body: { driverName: '张三', identityCard: '370500', qualification: 'Q1', issuer: '东营' },
      flags: [],
    })
    const card = `01 261123050000 00 ${name} ${text20('Q1')} ${issuer} 20270101`
    expect(body(card, 0x0702, 2013)).toMatchObject({
      body: { statusName: 'cardIn', validUntil: '2027-01-01' },
      flags: [],
    })
    expect(body(`${card} ${text20('370500')}`, 0x0702, 2019)).toMatchObject({
      body: { identityCard: '370500' },
      flags: [],
    })
    expect(body('02 261123050000', 0x0702, 2013)).toMatchObject({ body: { statusName: 'cardOut' }, flags: [] })
  })

  test('unknown messages and encrypted ones are kept raw', () => {
    expect(body('010203', 0x0f01, 2013)).toMatchObject({
      name: null,
      body: { raw: '010203' },
      flags: ['unknown-message:0x0f01'],
    })
    const frame = writeFrame({
      messageId: 0x0200,
      is2019: false,
      phone: '1',
      sequence: 1,
      encryption: 1,
      body: Buffer.from([9]),
    })
    expect(one(frame.toString('hex'))).toMatchObject({
      encryption: 'rsa',
      body: { raw: '09' },
      flags: ['encrypted:rsa'],
    })
  })

  test('a body cut at every byte is answered with what is there', () => {
    const whole = Buffer.from(D, 'hex').subarray(13, -2)
    for (let length = 0; length < whole.length; length++) {
      const { flags, body: read } = body(whole.toString('hex', 0, length), 0x0200, 2013)
      const endsWithItem = [28, 34, 38, 41].includes(length)
      expect(flags.length === 0).toBe(endsWithItem)
      if (length < 28) expect(read.raw).toBe(whole.toString('hex', 0, length))
    }
  })
})

describe('what people paste', () => {
  test('any spelling of the same frame is the same', () => {
    const bytes = C.match(/../g) as string[]
    const plain = C.slice(2, -2)
    const spellings = [
      C.toUpperCase(),
      bytes.join(' '),
      bytes.map((byte) => `0x${byte}`).join(', '),
      bytes.map((byte) => `\\x${byte}`).join(''),
      plain,
      plain.replace('7d02', '7e'),
      `00ff${C}0102`,
      C.slice(2),
    ]
    for (const spelling of spellings) expect(one(spelling)).toMatchObject({ ok: true, messageId: '0x0200' })
  })
  test('what is no frame is named', () => {
    expect(readHexText('')).toMatchObject({ reason: 'empty' })
    expect(readHexText('7e 02 zz')).toMatchObject({ reason: 'not-hex' })
    expect(readHexText('7e0')).toMatchObject({ reason: 'odd-digits' })
    expect(one('7e7e')).toMatchObject({ reason: 'empty' })
    expect(one('7e02007d037e')).toMatchObject({ reason: 'bad-escape' })
    expect(one(`7e${'00'.repeat(3000)}7e`)).toMatchObject({ reason: 'too-long' })
  })
  test('two frames that share a 7e are two answers', () => {
    expect(makeLineDecoder()(C + D.slice(2)).map((answer) => answer.ok && answer.sequence)).toEqual([0, 2])
  })
})

test('text: GBK both ways, four bytes where two have no code', () => {
  for (const text of ['鲁E12345', '東營㐀', '𠮷', 'é', '€', '꓿']) {
    expect(decodeText(encodeText(text) as Buffer)).toBe(text)
  }
  expect(encodeText('鲁')?.toString('hex')).toBe('c2b3')
  expect(encodeText('\ud800')).toBeNull()
})

test('what cannot be written is refused in words', () => {
  const refused = (input: unknown) => {
    const answer = encodeMessage(input)
    return answer.ok ? 'written' : answer.detail
  }
  expect(refused(null)).toBe('消息 应为一个对象')
  expect(refused({ messageId: '0x0002' })).toBe('缺少 phone')
  expect(refused({ messageId: '0x0f01', phone: '1' })).toContain('body.raw')
  expect(refused({ name: 'location', phone: '1', body: {} })).toBe('缺少 latitude')
  expect(refused({ name: 'heartbeat', phone: '1'.repeat(13) })).toContain('12 位')
  expect(refused({ name: 'heartbeat', phone: '1', version: 2020 })).toContain('2011、2013、2019')
  const reply = {
    name: 'platformReply',
    phone: '1',
    body: { answerSequence: 1, answerId: 2, result: 0, resultName: 'failed' },
  }
  expect(refused(reply)).toContain('不一致')
})

describe('a stream', () => {
  const stream = fc.array(
    fc.record({
      body: fc.uint8Array({ maxLength: 40 }),
      shared: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  test('gives the same frames however it is cut', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (frames, cuts) => {
        const bytes = Buffer.concat(
          frames.flatMap(({ body, shared }, at) => {
            const frame = writeFrame({
              messageId: 0x0900,
              is2019: false,
              phone: '7',
              sequence: at,
              body: Buffer.from(body),
            })
            return shared && at > 0 ? [frame.subarray(1)] : [frame]
          }),
        )
        const splitter = new Splitter()
        const found = []
        for (let at = 0, cut = 0; at < bytes.length; cut++) {
          const size = cuts[cut % cuts.length] as number
          found.push(...splitter.push(bytes.subarray(at, at + size)))
          at += size
        }
        expect(found).toEqual(new Splitter().push(bytes))
        expect(found.map((frame) => frame.ok && frame.sequence)).toEqual(frames.map((_, at) => at))
      }),
      { numRuns: 300 },
    )
  })
  test('counts what is no frame and never holds more than one', () => {
    const splitter = new Splitter()
    expect(splitter.push(Buffer.from('010203', 'hex'))).toEqual([])
    expect(splitter.garbage).toBe(3)
    splitter.push(Buffer.from([0x7e]))
    for (let at = 0; at < 1000; at++) {
      splitter.push(Buffer.alloc(100, 1))
      expect(splitter.held).toBeLessThanOrEqual(2090)
    }
    expect(splitter.push(Buffer.from(C, 'hex'))).toMatchObject([{ ok: true, messageId: 0x0200 }])
    expect(splitter.garbage).toBe(3 + 100_000)
  })
})

describe('fragments', () => {
  const body = Buffer.from(Array.from({ length: 5000 }, (_, at) => at & 0xff))
  const parts = writeFrames({ messageId: 0x0801, is2019: true, phone: '9', sequence: 65534, body }).map((bytes) => {
    const frame = readFrame(bytes.subarray(1, -1))
    if (!frame.ok) throw new Error(frame.detail)
    return frame
  })

  test('come together in any order, with copies, over the wrap of the sequence number', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...parts, ...parts], { minLength: 10 }), (order) => {
        const set = new Fragments()
        const complete = order.map((frame) => set.add(frame, 0)).filter(({ kind }) => kind === 'complete')
        expect(complete[0]).toMatchObject({ body })
      }),
    )
  })
  test('the missing ones are asked for, and given up after a minute', () => {
    const set = new Fragments()
    for (const at of [4, 0, 2]) set.add(parts[at] as (typeof parts)[0], 1000)
    expect(set.missing(6000, 5000)).toMatchObject([{ resend: { firstSequence: 65534, fragments: [2, 4] } }])
    const resend = set.missing(6000, 5000)[0]?.resend
    expect(encodeMessage({ name: 'platformMissingFragments', version: 2019, phone: '9', body: resend })).toMatchObject({
      ok: true,
    })
    set.expire(61_001)
    expect(set.takeLost()).toMatchObject([{ messageId: 0x0801, why: 'age', resend: { fragments: [2, 4] } }])
    expect([set.sets, set.bytes]).toEqual([0, 0])
  })
  test('many incomplete sets crowd out the oldest', () => {
    const set = new Fragments({ sets: 10, bytes: 5000 })
    for (let at = 0; at < 1000; at++) {
      set.add({ ...(parts[0] as (typeof parts)[0]), phoneBcd: String(at) }, at)
      expect(set.sets).toBeLessThanOrEqual(10)
      expect(set.bytes).toBeLessThanOrEqual(5000)
    }
    expect(set.takeLost().length).toBeLessThanOrEqual(10)
  })
  test('an index outside the total is refused', () => {
    const frame = { ...(parts[0] as (typeof parts)[0]), fragment: { total: 3, index: 4 } }
    expect(new Fragments().add(frame, 0)).toEqual({ kind: 'refused', reason: 'bad-index' })
  })
})

test('every message of the index is there once', () => {
  const ids = MESSAGES.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBe(71)
})

test('the README names every message', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  for (const { id, name } of MESSAGES)
    expect(readme).toMatch(new RegExp(`\\| 0x${id.toString(16).padStart(4, '0')} [↑↓] \\| ${name} \\|`))
})
