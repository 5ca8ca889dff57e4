import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeLineDecoder } from './by-hand.ts'
import { decodePayload } from './decode.ts'
import { Sequences } from './sequence.ts'
import { rebirthCommand, SparkplugNode } from './sparkplug-node.ts'
import { type RawPayload, readPayload, writePayload } from './sparkplug-payload.ts'
import { readSparkplugTopic, readTopic, type SparkplugTopic } from './topic.ts'

const DATA = {
  v: 1,
  ts: 1730000000123,
  seq: 48213,
  points: [
    { p: 'TK101.level', val: 6.42, q: 'good' },
    { p: 'GD07.lel', val: 12.5, q: 'good', ts: 1730000000020 },
    { p: 'PT22.pressure', val: null, q: 'bad', code: 'sensor-fault' },
  ],
}

describe('our own contract', () => {
  test('points become readings, each with its own time where it has one', () => {
    expect(decodePayload(JSON.stringify(DATA), 'data')).toMatchObject({
      ok: true,
      readings: [
        { point: 'TK101.level', value: 6.42, quality: 'good', at: '2024-10-27T03:33:20.123Z', historical: false },
        { point: 'GD07.lel', at: '2024-10-27T03:33:20.020Z' },
        { point: 'PT22.pressure', value: null, quality: 'bad', code: 'sensor-fault' },
      ],
      flags: [],
    })
    expect(decodePayload(JSON.stringify(DATA), 'backfill')).toMatchObject({ readings: [{ historical: true }, {}, {}] })
  })
  test.each([
    ['another version', { ...DATA, v: 2 }, 'v'],
    ['a time in seconds', { ...DATA, ts: 1730000000 }, 'ts'],
    ['no points', { ...DATA, points: [] }, 'points'],
    ['501 points', { ...DATA, points: Array.from({ length: 501 }, () => DATA.points[0]) }, 'points'],
    ['null that calls itself good', { ...DATA, points: [{ p: 'a', val: null, q: 'good' }] }, 'points.0.q'],
    ['a field nobody agreed on', { ...DATA, device: 'x' }, ''],
    ['a name with a space', { ...DATA, points: [{ p: 'a b', val: 1, q: 'good' }] }, 'points.0.p'],
  ])('%s is refused with its path', (_, payload, path) => {
    expect(decodePayload(JSON.stringify(payload), 'data')).toMatchObject({
      ok: false,
      reason: 'invalid',
      faults: [{ path }],
    })
  })
  test('events, states, metas, commands and their answers', () => {
    const ts = DATA.ts
    const good = {
      event: { v: 1, id: 'a', ts, p: 'GD07.lel', level: 2, kind: 'high-high', state: 'active', val: 51, limit: 50 },
      state: { v: 1, online: false, reason: 'will' },
      meta: { points: [{ p: 'a', type: 'analog', unit: 'kPa', hh: 90, hazard: 'MH-1', medium: '74-82-8' }] },
      cmd: { v: 1, id: 'c', name: 'read', args: {}, expires: ts },
      'cmd/ack': { v: 1, id: 'c', ok: false, error: 'busy', ts },
    } as const
    for (const [kind, payload] of Object.entries(good))
      expect(decodePayload(JSON.stringify(payload), kind as keyof typeof good)).toMatchObject({ ok: true, flags: [] })
    expect(decodePayload(JSON.stringify({ ...good.event, level: 5 }), 'event')).toMatchObject({ ok: false })
    expect(decodePayload(JSON.stringify({ ...good.state, signal: 1 }), 'state')).toMatchObject({
      flags: ['unknown-field:signal'],
    })
    expect(decodePayload('{', 'data')).toMatchObject({ reason: 'not-json' })
    expect(decodePayload(`"${'x'.repeat(70_000)}"`, 'data')).toMatchObject({ reason: 'too-long' })
  })
  test('a topic is the identity', () => {
    expect(readTopic('ws/v1/t1/s1/d-1/cmd/ack')).toEqual({ tenant: 't1', site: 's1', device: 'd-1', kind: 'cmd/ack' })
    for (const other of ['/ws/v1/t/s/d/data', 'ws/v1/t/s/data', 'ws/v1/t/+/d/data', `ws/v1/${'t'.repeat(65)}/s/d/data`])
      expect(readTopic(other)).toBeNull()
    expect(readSparkplugTopic('spBv1.0/g/DDATA/n/d')).toEqual({ group: 'g', kind: 'DDATA', node: 'n', device: 'd' })
    expect(readSparkplugTopic('spBv1.0/g/DDATA/n')).toBeNull()
    expect(readSparkplugTopic('spBv1.0/g/NDATA/n/d')).toBeNull()
  })
  test('numbers of messages: gaps, repeats within a day, restarts, bounded memory', () => {
    const sequences = new Sequences({ devices: 3, messages: 5 })
    const kinds = [1, 2, 5, 5, 0, 1].map((seq, at) => sequences.add('d', seq, seq === 5 ? 5 : at, 1000))
    expect(kinds).toEqual([
      { kind: 'next' },
      { kind: 'next' },
      { kind: 'gap', missed: 2 },
      { kind: 'repeat' },
      { kind: 'restart' },
      { kind: 'next' },
    ])
    expect(sequences.add('d', 5, 5, 1000 + 86_400_001)).toEqual({ kind: 'gap', missed: 3 })
    for (let at = 0; at < 100; at++) sequences.add(`d${at}`, at, at, at)
    expect(sequences.devices).toBe(3)
  })
})

const topic = (kind: SparkplugTopic['kind'], device: string | null = null): SparkplugTopic => ({
  group: 'g',
  kind,
  node: 'n',
  device,
})
const bdSeq = (value: bigint) => ({ name: 'bdSeq', datatype: 8, longValue: value })
const birth: RawPayload = {
  timestamp: 1730000000000n,
  seq: 0n,
  metrics: [bdSeq(7n), { name: 'fan', alias: 1n, datatype: 3, intValue: 4294967286 }],
}
const deviceBirth: RawPayload = { seq: 1n, metrics: [{ name: 'lel', alias: 2n, datatype: 9, floatValue: 12.5 }] }

describe('Sparkplug B', () => {
  test('bytes by the field numbers of the schema', () => {
    // timestamp 1, one metric {name "a", alias 2, datatype 10 Double, double 1.5}, seq 3
    const hex = '0801 1210 0a0161 1002 200a 69000000000000f83f 1803'.replaceAll(' ', '')
    const read = readPayload(Buffer.from(hex, 'hex'))
    expect(read).toEqual({
      payload: { timestamp: 1n, seq: 3n, metrics: [{ name: 'a', alias: 2n, datatype: 10, doubleValue: 1.5 }] },
      skipped: 0,
    })
    expect(Buffer.from(writePayload(read?.payload as RawPayload)).toString('hex')).toBe(hex)
    expect(readPayload(Buffer.from('ffffffff', 'hex'))).toBeNull()
  })
  test('every payload is read as it was written', () => {
    const metric = fc.record(
      {
        name: fc.string(),
        alias: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        intValue: fc.nat(),
        doubleValue: fc.double(),
        isNull: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    const payload = fc.record({ seq: fc.bigInt({ min: 0n, max: 255n }), metrics: fc.array(metric, { maxLength: 5 }) })
    fc.assert(
      fc.property(payload, (given) => {
        expect(readPayload(writePayload(given))?.payload).toEqual(given)
      }),
    )
  })
  test('births name aliases; data by alias become readings; signed types keep their sign', () => {
    const node = new SparkplugNode()
    expect(node.add(topic('NBIRTH'), birth)).toMatchObject({
      readings: [{ point: 'fan', value: -10, at: '2024-10-27T03:33:20.000Z' }],
      changes: [{ device: null, online: true }],
      rebirth: null,
      flags: [],
    })
    expect(node.add(topic('DBIRTH', 'd'), deviceBirth)).toMatchObject({ changes: [{ device: 'd', online: true }] })
    const data: RawPayload = {
      seq: 2n,
      metrics: [
        { alias: 2n, floatValue: 0.1, isHistorical: true },
        { alias: 2n, isNull: true },
      ],
    }
    expect(node.add(topic('DDATA', 'd'), data)).toMatchObject({
      readings: [
        { device: 'd', point: 'lel', value: 0.1, quality: 'good', historical: true },
        { value: null, quality: 'bad' },
      ],
      rebirth: null,
    })
  })
  test('rebirth is asked for: no birth, a gap, an unknown alias, a device not born; the number wraps at 255', () => {
    const node = new SparkplugNode()
    const data = (seq: bigint, alias = 1n): RawPayload => ({ seq, metrics: [{ alias, intValue: 1 }] })
    expect(node.add(topic('NDATA'), data(5n)).rebirth).toBe('no-birth')
    node.add(topic('NBIRTH'), birth)
    for (let seq = 1; seq < 256; seq++) expect(node.add(topic('NDATA'), data(BigInt(seq))).rebirth).toBeNull()
    expect(node.add(topic('NDATA'), data(0n)).rebirth).toBeNull()
    expect(node.add(topic('NDATA'), data(1n, 99n)).rebirth).toBe('unknown-alias')
    expect(node.add(topic('DDATA', 'x'), data(2n)).rebirth).toBe('device-not-born')
    expect(node.add(topic('NDATA'), data(9n)).rebirth).toBe('sequence-gap')
    expect(readPayload(rebirthCommand(1))?.payload.metrics).toMatchObject([
      { name: 'Node Control/Rebirth', booleanValue: true },
    ])
  })
  test('the death of this birth takes everything down; the will of an earlier one does not', () => {
    const node = new SparkplugNode()
    node.add(topic('NBIRTH'), birth)
    node.add(topic('DBIRTH', 'd'), deviceBirth)
    expect(node.add(topic('NDEATH'), { metrics: [bdSeq(6n)] })).toMatchObject({ flags: ['stale-death'], changes: [] })
    expect(node.online).toBe(true)
    expect(node.add(topic('NDEATH'), { metrics: [bdSeq(7n)] }).changes).toEqual([
      { device: null, online: false },
      { device: 'd', online: false },
    ])
    expect(node.online).toBe(false)
  })
})

test('lines: JSON, hexadecimal, with a topic and without', () => {
  const line = makeLineDecoder()
  const hex = (payload: RawPayload) => Buffer.from(writePayload(payload)).toString('hex')
  expect(line(JSON.stringify(DATA))).toMatchObject([{ ok: true, kind: 'data' }])
  expect(line(`ws/v1/t/s/d/data ${JSON.stringify(DATA)}`)).toMatchObject([{ tenant: 't', device: 'd', kind: 'data' }])
  expect(line(`spBv1.0/g/NDATA/n ${hex({ seq: 1n, metrics: [{ alias: 1n, intValue: 3 }] })}`)).toMatchObject([
    { rebirth: 'no-birth' },
  ])
  expect(line(`spBv1.0/g/NBIRTH/n ${hex(birth)}`)).toMatchObject([{ ok: true, rebirth: null }])
  expect(line(`spBv1.0/g/NDATA/n ${hex({ seq: 1n, metrics: [{ alias: 1n, intValue: 3 }] })}`)).toMatchObject([
    { readings: [{ point: 'fan', value: 3 }] },
  ])
  expect(line(hex(birth))).toMatchObject([
    { kind: 'sparkplug', seq: 0, metrics: [{ name: 'bdSeq' }, { name: 'fan', value: -10 }] },
  ])
  expect(line('zz')).toMatchObject([{ ok: false, reason: 'not-json' }])
  expect(line('ws/v1/x {}')).toMatchObject([{ ok: false, reason: 'unknown-topic' }])
  expect(line(' ')).toMatchObject([{ ok: false, reason: 'empty' }])
})
