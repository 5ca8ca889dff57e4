import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeLineDecoder } from './by-hand.ts'
import { COMMANDS, EDITIONS, SYSTEMS } from './codes.ts'
import { crcOf, modbusCrcOf, showCrc } from './crc.ts'
import { decodeFrame } from './decode.ts'
import { encodeMessage } from './encode.ts'
import { FACTORS } from './factors.ts'
import { Splitter, writeFrame } from './frame.ts'
import { answerTo, requestAnswer } from './link.ts'
import { Packets } from './packets.ts'
import { openArea, sealArea } from './sm4.ts'

const one = (text: string, options = {}) => {
  const [answer, ...others] = makeLineDecoder(options)(text)
  expect(others).toEqual([])
  return answer
}

// §8 of the reference.
const A =
  '##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80'
const B =
  '##0162QN=20231008123340461;ST=22;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20231008123340;w01008-SampleTime=20231008123340,w01008-Rtd=123.456&&F441'
const C = '##0094QN=20231008125115215;ST=22;CN=9011;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&QnRtn=1&&CC01'
const D =
  '##0411QN=20220513162608370;ST=22;CN=2051;PW=123456;MN=JLYP01_AIR01_0001;Flag=4;CP=&&DataTime=20220513162600;a21004-Avg=4,a21004-Flag=N;a05024-Avg=63,a05024-Flag=N;a21026-Avg=6,a21026-Flag=N;a21005-Avg=0.427,a21005-Flag=N;a34004-Avg=14,a34004-Flag=N;a34002-Avg=31,a34002-Flag=N;a01007-Avg=1,a01007-Flag=N;a01008-Avg=11,a01008-Flag=N;a01001-Avg=17,a01001-Flag=N;a01002-Avg=85,a01002-Flag=N;a01006-Avg=95,a01006-Flag=N&&D641'
const E = '##0087QN=20240601085857223;ST=32;CN=1011;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&&&2200'
const F =
  '##0139ST=32;CN=2011;PW=123456;MN=LD130133000015;CP=&&DataTime=20160824003817000;B01-Rtd=36.91;011-Rtd=231.0,011-Flag=N;060-Rtd=1.803,060-Flag=N&&4981'

describe('worked examples of the reference', () => {
  test('the CRC shifts before each byte; Modbus is another one', () => {
    expect(showCrc(crcOf(Buffer.from('')))).toBe('FFFF')
    expect(showCrc(crcOf(Buffer.from([0])))).toBe('4040')
    // The known check value of CRC-16/MODBUS.
    expect(showCrc(modbusCrcOf(Buffer.from('123456789')))).toBe('4B37')
  })
  test('A: set the real-time interval', () => {
    expect(one(A)).toMatchObject({
      version: 2017,
      cnName: 'setRtdInterval',
      stName: 'wasteWaterSource',
      needsAck: true,
      cp: { fields: { RtdInterval: '30' }, factors: [] },
      flags: [],
    })
  })
  test('B: real-time data; digits stay as sent; a factor that is not in the dictionary is kept and flagged', () => {
    expect(one(B)).toMatchObject({
      cp: {
        dataTime: '2023-10-08T12:33:40+08:00',
        factors: [{ code: 'w01008', name: null, values: { SampleTime: '20231008123340', Rtd: '123.456' } }],
      },
      flags: ['unknown-factor:w01008'],
    })
  })
  test('C: a request acknowledged', () => {
    expect(one(C)).toMatchObject({ cnName: 'requestAnswer', needsAck: false, cp: { qnRtnName: 'ready' }, flags: [] })
  })
  test('D: minute data of eleven factors', () => {
    const answer = one(D)
    expect(answer).toMatchObject({ mn: 'JLYP01_AIR01_0001', cnName: 'minuteData', flags: [] })
    if (!answer?.ok) throw new Error('unread')
    expect(answer.cp.factors).toHaveLength(11)
    expect(answer.cp.factors[3]).toEqual({
      code: 'a21005',
      name: '一氧化碳',
      unit: 'mg/m³',
      values: { Avg: '0.427', Flag: 'N' },
      flagName: 'normal',
      usable: true,
    })
  })
  test('E: 2025 with an empty area', () => {
    expect(one(E)).toMatchObject({
      version: 2025,
      needsAck: true,
      cp: { text: '', fields: {}, factors: [] },
      flags: [],
    })
  })
  test('F: a wrong CRC is refused; with the right one it is a frame of 2005 with seventeen digits of time', () => {
    expect(one(F)).toMatchObject({ ok: false, reason: 'bad-crc', detail: expect.stringContaining('4980') })
    expect(one(`${F.slice(0, -4)}4980`)).toMatchObject({
      version: 2005,
      qn: null,
      flag: null,
      cp: {
        dataTime: '2016-08-24T00:38:17+08:00',
        factors: [
          { code: 'B01', values: { Rtd: '36.91' } },
          { code: '011', values: { Rtd: '231.0', Flag: 'N' } },
          { code: '060', values: { Rtd: '1.803', Flag: 'N' } },
        ],
      },
      flags: ['long-time:DataTime'],
    })
  })
  test('each is written back as it was', () => {
    for (const text of [A, B, C, E]) expect(encodeMessage(one(text))).toMatchObject({ ok: true, frames: [text] })
    expect(encodeMessage(one(D))).toMatchObject({ frames: [D] })
  })
  test('SM4: the first block; what is no whole block stays plain', () => {
    const key = Buffer.alloc(16, 0x30)
    const plain = Buffer.from('DataTime=20240521')
    const sealed = sealArea(plain, key)
    expect(sealed.toString('hex').toUpperCase()).toBe('E43E159ACFAB242CB53155FB8B9281A131')
    expect(openArea(sealed, key)).toEqual(plain)
  })
})

const framed = (segment: string) => writeFrame(Buffer.from(segment)).toString()

describe('what devices send beside the standard', () => {
  test('upper-case FLAG, padded numbers, stray separators, unknown keys, split groups, conflicts', () => {
    const text = framed(
      'QN=20260101000000001;;ST=80;CN=2011;PW=1;MN=x;FLAG=7;PNUM=0002;PNO=0001;Vendor=7;CP=&&;DataTime=20260230000000;a34004-Rtd=1;a34004-Flag=N;a34004-Rtd=2;LA-Flag=Q;&&',
    )
    expect(one(text)).toMatchObject({
      flag: 7,
      pnum: 2,
      pno: 1,
      extra: { Vendor: '7' },
      cp: {
        dataTime: null,
        factors: [
          { code: 'a34004', values: { Rtd: '2', Flag: 'N' }, usable: true },
          { code: 'LA', flagName: 'unknown', usable: false },
        ],
      },
      flags: [
        'unknown-key:Vendor',
        'unknown-system:80',
        'repeated:a34004-Rtd',
        'bad-time:DataTime',
        'unknown-data-flag:Q',
      ],
    })
  })
  test('a CRC of Modbus is refused unless the station has the switch', () => {
    const segment = 'ST=32;CN=2011;PW=1;MN=x;CP=&&&&'
    const text = `##0031${segment}${showCrc(modbusCrcOf(Buffer.from(segment)))}`
    expect(one(text)).toMatchObject({ reason: 'bad-crc', detail: expect.stringContaining('Modbus') })
    expect(one(text, { modbusCrc: true })).toMatchObject({ ok: true, flags: ['modbus-crc'] })
  })
  test('a lower-case CRC, hexadecimal input, an alarm record after 2005, an encrypted area', () => {
    expect(one(A.replace('1C80', '1c80'))).toMatchObject({ ok: true })
    expect(one(Buffer.from(A).toString('hex'))).toMatchObject({ ok: true, cn: '1062' })
    const header = 'QN=20260101000000001;ST=32;PW=1;MN=x;'
    expect(one(framed(`${header}CN=2071;Flag=4;CP=&&&&`))).toMatchObject({ flags: ['unknown-command:2071'] })
    expect(one(framed(`${header}CN=2011;Flag=8;CP=&&E43E159ACFAB&&`))).toMatchObject({ reason: 'encrypted-area' })
  })
  test('what is no frame is named', () => {
    expect(one('hello')).toMatchObject({ reason: 'no-start' })
    expect(one('##00x1abc')).toMatchObject({ reason: 'bad-length' })
    expect(one('##5000')).toMatchObject({ reason: 'too-long' })
    expect(one(A.slice(0, -3))).toMatchObject({ reason: 'bad-length' })
    expect(one(A.replace('0101', '0100'))).toMatchObject({ reason: 'bad-length' })
  })
  test('cut at every byte it is refused, never read as something else', () => {
    for (let length = 0; length < D.length; length++) expect(one(D.slice(0, length))).toMatchObject({ ok: false })
  })
})

const word = fc
  .array(fc.constantFrom(...'ABCxyz019.-_'), { minLength: 1, maxLength: 12 })
  .map((chars) => chars.join(''))
const moment = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const message = fc.record({
  version: fc.constantFrom(...EDITIONS),
  qn: moment.map((iso) => iso.replace(/\D/g, '')),
  st: fc.constantFrom(...Object.keys(SYSTEMS)),
  cn: fc.constantFrom(...Object.keys(COMMANDS)),
  pw: word,
  mn: word,
  needsAck: fc.boolean(),
  resend: fc.boolean(),
  cp: fc.record({
    dataTime: moment.map((iso) => `${iso.slice(0, 19)}+08:00`),
    factors: fc.uniqueArray(
      fc.record({
        code: fc.constantFrom(...FACTORS.keys()),
        values: fc.record({ Avg: word, Min: word, Max: word, Flag: fc.constantFrom('N', 'D', 'T') }),
      }),
      { selector: ({ code }) => code, maxLength: 60 },
    ),
  }),
})

describe('both ways', () => {
  test('every message is read as it was written, split where it is long', () => {
    fc.assert(
      fc.property(message, (given) => {
        const written = encodeMessage(given)
        if (!written.ok) throw new Error(written.detail)
        const splitter = new Splitter()
        const answers = written.frames.flatMap((text) => splitter.push(Buffer.from(`${text}\r\n`))).map(decodeFrame)
        expect(answers).toHaveLength(written.frames.length)
        const packets = new Packets()
        const { cp, ...header } = given
        for (const answer of answers) {
          expect(answer).toMatchObject({ ok: true, ...header })
          if (!answer.ok) continue
          const assembly = answers.length > 1 ? packets.add(answer, 0) : { kind: 'complete', cp: answer.cp }
          if (answer === answers.at(-1)) expect(assembly).toMatchObject({ kind: 'complete', cp })
        }
      }),
      { numRuns: 200 },
    )
  })
  test('a stream gives the same frames however it is cut, with noise between', () => {
    const stream = Buffer.from(`noise#${A}\r\n${B}${F}\r\n##12${C}\r\n${E}#`)
    const whole = new Splitter()
    const frames = whole.push(stream)
    expect(frames.filter(({ ok }) => ok)).toHaveLength(4)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (cuts) => {
        const splitter = new Splitter()
        const found = []
        for (let at = 0, cut = 0; at < stream.length; cut++) {
          const size = cuts[cut % cuts.length] as number
          found.push(...splitter.push(stream.subarray(at, at + size)))
          at += size
          expect(splitter.held).toBeLessThan(5000)
        }
        expect(found).toEqual(frames)
        expect(splitter.garbage).toBe(whole.garbage)
      }),
    )
  })
  test('what cannot be written is refused in words', () => {
    const refused = (input: unknown) => {
      const answer = encodeMessage(input)
      return answer.ok ? 'written' : answer.detail
    }
    const header = { qn: '1', st: '32', cn: '2011', pw: '1', mn: 'x' }
    expect(refused([])).toBe('消息 应为一个对象')
    expect(refused({ ...header, mn: undefined })).toBe('缺少 mn')
    expect(refused({ ...header, pw: 'a;b' })).toContain('分隔符')
    expect(refused({ ...header, cp: { fields: { 'a=b': '1' } } })).toContain('名称')
  })
})

test('packets are given up after a minute and crowd each other out', () => {
  const packets = new Packets({ sets: 5 })
  const answer = one(framed('QN=20260101000000001;ST=32;CN=2011;PW=1;MN=x;Flag=6;PNUM=3;PNO=2;CP=&&a34004-Rtd=1&&'))
  if (!answer?.ok) throw new Error('unread')
  expect(packets.add(answer, 0)).toEqual({ kind: 'waiting', missing: [1, 3] })
  expect(packets.add(answer, 1)).toEqual({ kind: 'duplicate' })
  packets.expire(60_001)
  expect([packets.sets, packets.lost]).toEqual([0, 1])
  for (let at = 0; at < 100; at++) packets.add({ ...answer, mn: String(at) }, 0)
  expect(packets.sets).toBe(5)
  expect(packets.add({ ...answer, pno: 4 }, 0)).toEqual({ kind: 'refused', reason: 'bad-number' })
})

test('answers repeat QN, PW and MN under system 91', () => {
  const upload = one(B)
  if (!upload?.ok) throw new Error('unread')
  expect(encodeMessage(answerTo(upload))).toMatchObject({
    frames: [expect.stringContaining('ST=91;CN=9014;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&&&')],
  })
  expect(encodeMessage(requestAnswer(upload, 9))).toMatchObject({ frames: [expect.stringContaining('CP=&&QnRtn=9&&')] })
})
