import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeFile } from './decode.ts'
import { COMMON_PROFILE, type Profile } from './profile.ts'

const NAME = '370500001_AQSS_20261123080000.txt'
const file = (text: string) => Buffer.from(text)
const utf8: Profile = { ...COMMON_PROFILE, encoding: 'utf-8' }

test('real-time values become rows; bad records are named and the others kept', () => {
  const text =
    'KJ;realtime|011A01;0.35;0;2026-11-23 08:00:00~011A02;;4;20261123080000~011A03;x;0;20261123080000~011A04;1;9;20261123080000~011A05;1;0;20261301080000~011A06;1~;1;0;20261123080000~||'
  expect(decodeFile(NAME, file(text), utf8)).toEqual({
    ok: true,
    mine: '370500001',
    kind: 'realTime',
    stamp: '20261123080000',
    header: ['KJ', 'realtime'],
    rows: [
      { point: '011A01', value: 0.35, state: 'normal', at: '2026-11-23T08:00:00+08:00' },
      { point: '011A02', value: null, state: 'sensorFault', at: '2026-11-23T08:00:00+08:00' },
    ],
    bad: [
      { record: 3, column: 'value', reason: 'not-a-number', text: '011A03;x;0;20261123080000' },
      { record: 4, column: 'state', reason: 'unknown-state', text: '011A04;1;9;20261123080000' },
      { record: 5, column: 'at', reason: 'bad-time', text: '011A05;1;0;20261301080000' },
      { record: 6, column: null, reason: 'columns', text: '011A06;1' },
      { record: 7, column: 'point', reason: 'missing', text: ';1;0;20261123080000' },
    ],
    badCount: 5,
    flags: [],
  })
})

test('GBK text, lines between records, a separator at the end of a record', () => {
  // 甲烷 is BCD7 CDE9 in GBK, 掘进 BEF2 BDF8.
  const bytes = Buffer.concat([
    file('KJ;def|\r\n011A01;'),
    Buffer.from('bcd7cde9', 'hex'),
    file(';%;'),
    Buffer.from('bef2bdf8', 'hex'),
    file(';0;4;1.0;;1.5;1.0;~\r\n||\r\n'),
  ])
  expect(decodeFile('M1_AQMC_20261123.txt', bytes, COMMON_PROFILE)).toMatchObject({
    kind: 'analogDefinition',
    rows: [{ point: '011A01', sensorType: '甲烷', place: '掘进', alarmHigh: 1, alarmLow: null, cutOff: 1.5 }],
    badCount: 0,
  })
})

test('another layout is another profile, not other code', () => {
  const profile: Profile = {
    ...utf8,
    fieldSeparator: ',',
    recordEnd: '\n',
    batchEnd: 'END',
    headerEnd: '\n',
    kinds: [
      {
        kind: 'realTime',
        code: 'RT',
        columns: [
          { name: 'point', holds: 'text' },
          { name: 'state', holds: 'state' },
        ],
      },
    ],
    states: { A: 'alarm' },
  }
  expect(decodeFile('m_RT_1.txt', file('head\np1,A\np2,B\nEND'), profile)).toMatchObject({
    rows: [{ point: 'p1', state: 'alarm' }],
    bad: [{ record: 2, reason: 'unknown-state' }],
  })
})

test.each([
  ['bad-name', '../../etc/passwd', 'x'],
  ['bad-name', 'a/b_AQSS_1.txt', 'x'],
  ['unknown-kind', 'a_ZZZZ_1.txt', 'x'],
  ['archive', NAME, 'PK\x03\x04'],
  ['incomplete', NAME, 'KJ;x|011A01;1;0;20261123080000~'],
  ['no-header', NAME, '011A01;1~||'],
])('%s: %s', (reason, name, text) => {
  expect(decodeFile(name, file(text), utf8)).toMatchObject({ ok: false, reason })
})

test('any text at all gets an answer; bad records are counted beyond the thousand that are named', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(typeof decodeFile(NAME, file(text), utf8).ok).toBe('boolean')
    }),
  )
  const answer = decodeFile(NAME, file(`KJ;x|${'bad~'.repeat(3000)}||`), utf8)
  expect(answer).toMatchObject({ ok: true, badCount: 3000 })
  expect(answer.ok && answer.bad.length).toBe(1000)
})
