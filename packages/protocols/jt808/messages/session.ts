import type { CodeNames, Part } from '../layout.ts'
import { utcTime } from '../moments.ts'
import { PLATE_COLORS } from '../plate-color.ts'
import { code, hex, hexNumber, u8, u16, u32 } from '../scalars.ts'
import { before, count, list, since, when } from '../structures.ts'
import { grown, text } from '../words.ts'
import { changedIn2013, down, type Message, up } from './message.ts'

const GENERAL_RESULTS = { 0: 'ok', 1: 'failed', 2: 'messageWrong', 3: 'notSupported' }

const generalReply = (results: CodeNames): Part[] => [
  u16('answerSequence'),
  hexNumber('answerId', 2),
  code('result', 1, results),
]

const missingFragments: readonly Part[] = [
  u16('firstSequence'),
  before(2019, count(1, 'fragments')),
  since(2019, count(2, 'fragments')),
  list('fragments', [u16('value')]),
]

const publicKey: readonly Part[] = [u32('exponent'), hex('modulus', 128)]

/** Registration, authentication, replies and fragments. */
export const SESSION: readonly Message[] = [
  up(0x0001, 'terminalReply', ...generalReply(GENERAL_RESULTS)),
  down(0x8001, 'platformReply', ...generalReply({ ...GENERAL_RESULTS, 4: 'alarmConfirmed' })),
  up(0x0002, 'heartbeat'),
  up(0x0003, 'logout'),
  up(0x0004, 'queryTime'),
  down(0x8004, 'timeReply', utcTime('time')),
  up(0x0005, 'terminalMissingFragments', ...missingFragments),
  down(0x8003, 'platformMissingFragments', ...missingFragments),
  changedIn2013(
    up(
      0x0100,
      'register',
      u16('province', { max: 99 }),
      u16('city', { max: 9999 }),
      ...grown('manufacturer', [5, 5, 11]),
      ...grown('model', [8, 20, 30]),
      ...grown('terminalId', [7, 7, 30]),
      code('plateColor', 1, PLATE_COLORS),
      text('plate', 'rest'),
    ),
  ),
  down(
    0x8100,
    'registerReply',
    u16('answerSequence'),
    code('result', 1, {
      0: 'ok',
      1: 'vehicleRegistered',
      2: 'vehicleUnknown',
      3: 'terminalRegistered',
      4: 'terminalUnknown',
    }),
    when(({ result }) => result === 0, text('authCode', 'rest')),
  ),
  up(
    0x0102,
    'authenticate',
    before(2019, text('authCode', 'rest')),
    since(2019, text('authCode', { prefix: 1 }), text('imei', 15), text('softwareVersion', 20)),
  ),
  up(0x0a00, 'terminalPublicKey', ...publicKey),
  down(0x8a00, 'platformPublicKey', ...publicKey),
  up(0x0900, 'upTransparent', u8('kind'), hex('data', 'rest')),
  down(0x8900, 'downTransparent', u8('kind'), hex('data', 'rest')),
  up(0x0901, 'compressed', hex('data', { prefix: 4 })),
]
