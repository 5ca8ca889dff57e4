import type { Part } from '../layout.ts'
import { date, time } from '../moments.ts'
import { bit, bitGroup, bits, code, hex, hexNumber } from '../scalars.ts'
import { before, count, list, optional, since, when } from '../structures.ts'
import { text } from '../words.ts'
import { changedIn2013, down, type Message, up } from './message.ts'

const TEXT_FLAGS = [
  bit(0, 'urgent', 2011, 2013),
  bitGroup(0, 2, { 1: 'service', 2: 'urgent', 3: 'notice' }, 2019),
  bit(2, 'display'),
  bit(3, 'readAloud'),
  bit(4, 'advertisingScreen', 2011, 2013),
  bit(5, 'canFaultCode'),
]

const withCard = (...parts: Part[]) =>
  when((body, edition) => edition === 2011 || (body.status === 1 && body.result === 0), ...parts)

/** Driver, waybill, text, telephone, vehicle control. */
export const VEHICLE: readonly Message[] = [
  up(0x0701, 'waybill', text('content', { prefix: 4 })),
  changedIn2013(
    up(
      0x0702,
      'driverIdentity',
      since(2013, code('status', 1, { 1: 'cardIn', 2: 'cardOut' }), time('time')),
      when(
        (body, edition) => edition >= 2013 && body.status === 1,
        code('result', 1, { 0: 'ok', 1: 'keyFailed', 2: 'locked', 3: 'removed', 4: 'dataError' }),
      ),
      withCard(
        text('driverName', { prefix: 1 }),
        before(2013, text('identityCard', 20), text('qualification', 40)),
        since(2013, text('qualification', 20)),
        text('issuer', { prefix: 1 }),
        since(2013, date('validUntil')),
        since(2019, text('identityCard', 20)),
      ),
    ),
  ),
  down(0x8702, 'requestDriverIdentity'),
  down(
    0x8300,
    'textMessage',
    bits('flag', 1, TEXT_FLAGS),
    since(2019, code('kind', 1, { 1: 'notice', 2: 'service' })),
    text('text', 'rest'),
  ),
  down(0x8400, 'callBack', code('kind', 1, { 0: 'call', 1: 'listenIn' }), text('phone', 'rest')),
  down(
    0x8401,
    'phoneBook',
    code('action', 1, { 0: 'deleteAll', 1: 'replace', 2: 'append', 3: 'changeByContact' }),
    optional(
      'contacts',
      count(1, 'contacts'),
      list('contacts', [
        code('flag', 1, { 1: 'in', 2: 'out', 3: 'both' }),
        text('phone', { prefix: 1 }),
        text('contact', { prefix: 1 }),
      ]),
    ),
  ),
  down(
    0x8500,
    'vehicleControl',
    before(2019, bits('flag', 1, [bit(0, 'lockDoors')])),
    since(
      2019,
      count(2, 'controls'),
      list('controls', [
        hexNumber('type', 2),
        when(({ type }) => Number(type) === 1, code('door', 1, { 0: 'lock', 1: 'unlock' })),
        // Lengths of other controls are the vendor's: everything after the type belongs to them.
        when(({ type }) => Number(type) !== 1, hex('parameter', 'rest')),
      ]),
    ),
  ),
  // Of the 2011 and 2013 texts only; their layouts are not in the reference.
  ...(
    [
      [0x8301, 'down', 'setEvents'],
      [0x0301, 'up', 'eventReport'],
      [0x8302, 'down', 'askQuestion'],
      [0x0302, 'up', 'questionAnswer'],
      [0x8303, 'down', 'setInformationMenu'],
      [0x0303, 'up', 'informationDemand'],
      [0x8304, 'down', 'informationService'],
    ] as const
  ).map(([id, direction, name]): Message => ({ id, direction, name, parts: null })),
]
