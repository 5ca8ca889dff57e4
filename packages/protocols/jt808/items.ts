import type { Entry, EntryTable, Part } from './layout.ts'
import {
  ABNORMAL_DRIVING_BITS,
  CHANNEL_BITS,
  IO_BITS,
  SIGNAL_BITS,
  STORE_BITS,
  VIDEO_ALARM_BITS,
} from './location-bits.ts'
import { bits, code, hex, packed, u8, u16, u32 } from './scalars.ts'
import { list, optional, when } from './structures.ts'

const item = (name: string, ...parts: Part[]): Entry => ({ name, parts })

/** Additional items of a location report (§5.3 of the reference). Values that fit no row here are kept raw. */
const ITEMS: Readonly<Record<number, Entry>> = {
  1: item('mileage', u32('value', { divisor: 10 })),
  2: item('fuel', u16('value', { divisor: 10 })),
  3: item('recorderSpeed', u16('value', { divisor: 10 })),
  4: item('alarmEventId', u16('value')),
  5: item('tyrePressures', list('value', [u8('value', { none: 0xff })], 'rest')),
  6: item('compartmentTemperature', u16('value', { signed: true })),
  17: item(
    'overspeedArea',
    code('kind', 1, { 0: 'none', 1: 'circle', 2: 'rectangle', 3: 'polygon', 4: 'section' }),
    when(({ kind }) => kind !== 0, u32('areaId')),
  ),
  18: item(
    'areaCrossing',
    code('kind', 1, { 1: 'circle', 2: 'rectangle', 3: 'polygon', 4: 'route' }),
    u32('areaId'),
    code('direction', 1, { 0: 'in', 1: 'out' }),
  ),
  19: item('sectionTime', u32('sectionId'), u16('seconds'), code('result', 1, { 0: 'tooShort', 1: 'tooLong' })),
  20: item('videoAlarm', bits('value', 4, VIDEO_ALARM_BITS)),
  21: item('videoSignalLoss', bits('value', 4, CHANNEL_BITS)),
  22: item('videoOcclusion', bits('value', 4, CHANNEL_BITS)),
  23: item('storageFault', bits('value', 2, STORE_BITS)),
  24: item(
    'abnormalDriving',
    bits('value', 2, ABNORMAL_DRIVING_BITS),
    optional('fatigueDegree', u8('fatigueDegree', { max: 100 })),
  ),
  37: item('vehicleSignals', bits('value', 4, SIGNAL_BITS)),
  42: item('io', bits('value', 2, IO_BITS)),
  43: item(
    'analogue',
    packed(4, [
      ['ad0', 0, 16],
      ['ad1', 16, 16],
    ]),
  ),
  48: item('signalStrength', u8('value')),
  49: item('satellites', u8('value')),
  // Layouts of 0x64 to 0x67 belong to provincial standards: named and kept as they are.
  100: item('driverAssistance', hex('data', 'rest')),
  101: item('driverMonitoring', hex('data', 'rest')),
  102: item('tyreMonitoring', hex('data', 'rest')),
  103: item('blindSpot', hex('data', 'rest')),
  224: item('customLength', u8('value')),
}

export const ITEM_TABLE: EntryTable = {
  what: 'item',
  idSize: 1,
  lengthRules: false,
  find: (id) => ITEMS[id],
  ids: Object.keys(ITEMS).map(Number),
}
