import { location } from '../location.ts'
import { CONFIRMABLE_BITS } from '../location-bits.ts'
import { timeOfDay } from '../moments.ts'
import { bits, code, hex, packed, u16, u32 } from '../scalars.ts'
import { count, list, nested, sized, when } from '../structures.ts'
import { down, type Message, up } from './message.ts'

/** Positions, alarms and CAN data. */
export const LOCATION: readonly Message[] = [
  up(0x0200, 'location', ...location),
  down(0x8201, 'queryLocation'),
  up(0x0201, 'locationReply', u16('answerSequence'), nested('location', location)),
  down(
    0x8202,
    'temporaryTracking',
    u16('interval'),
    when(({ interval }) => interval !== 0, u32('validity')),
  ),
  down(0x8203, 'confirmAlarm', u16('alarmSequence'), bits('alarm', 4, CONFIRMABLE_BITS)),
  down(0x8204, 'linkCheck'),
  up(0x0500, 'vehicleControlReply', u16('answerSequence'), nested('location', location)),
  up(
    0x0704,
    'locationBatch',
    count(2, 'locations'),
    code('kind', 1, { 0: 'normal', 1: 'blindArea' }),
    list('locations', [sized(2, location)]),
  ),
  up(
    0x0705,
    'canData',
    count(2, 'frames'),
    timeOfDay('time'),
    list('frames', [
      packed(4, [
        ['canId', 0, 29],
        ['average', 29, 1],
        ['extended', 30, 1],
        ['channel', 31, 1],
      ]),
      hex('data', 8),
    ]),
  ),
]
