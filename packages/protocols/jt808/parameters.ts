import type { Entry, EntryTable, Part } from './layout.ts'
import { ALARM_BITS } from './location-bits.ts'
import { PLATE_COLORS } from './plate-color.ts'
import { bit, bits, code, packed, u8, u16, u32 } from './scalars.ts'
import { text } from './words.ts'

/** Which satellites a terminal uses or can use (parameter 0x0090, attributes 0x0107). */
export const GNSS_BITS = [bit(0, 'gps'), bit(1, 'beidou'), bit(2, 'glonass'), bit(3, 'galileo')]

const W = u16('value')
const D = u32('value')
const STR = text('value', 'rest')
const ALARMS = bits('value', 4, ALARM_BITS)
/** Timed and distance pictures: five channels on, five stored instead of uploaded, unit, value. */
const PICTURES = packed(4, [
  ['channels', 0, 5],
  ['storedChannels', 8, 5],
  ['longUnit', 16, 1],
  ['value', 17, 15],
])
const CLOCKS = [
  u8('startHour', { max: 23 }),
  u8('startMinute', { max: 59 }),
  u8('endHour', { max: 23 }),
  u8('endMinute', { max: 59 }),
]

/** The parameter table (§0x8103 of the reference). */
const TABLE: readonly (readonly [id: number, name: string, ...parts: Part[]])[] = [
  [0x0001, 'heartbeatInterval', D],
  [0x0002, 'tcpReplyTimeout', D],
  [0x0003, 'tcpRetries', D],
  [0x0004, 'udpReplyTimeout', D],
  [0x0005, 'udpRetries', D],
  [0x0006, 'smsReplyTimeout', D],
  [0x0007, 'smsRetries', D],
  [0x0010, 'mainApn', STR],
  [0x0011, 'mainUser', STR],
  [0x0012, 'mainPassword', STR],
  [0x0013, 'mainServer', STR],
  [0x0014, 'backupApn', STR],
  [0x0015, 'backupUser', STR],
  [0x0016, 'backupPassword', STR],
  [0x0017, 'backupServer', STR],
  [0x0018, 'tcpPort', D],
  [0x0019, 'udpPort', D],
  [0x001a, 'icCardServer', STR],
  [0x001b, 'icCardTcpPort', D],
  [0x001c, 'icCardUdpPort', D],
  [0x001d, 'icCardBackupServer', STR],
  [0x0020, 'reportStrategy', code('value', 4, { 0: 'time', 1: 'distance', 2: 'timeAndDistance' })],
  [0x0021, 'reportPlan', code('value', 4, { 0: 'byAcc', 1: 'byLoginThenAcc' })],
  [0x0022, 'noDriverInterval', D],
  [0x0023, 'slaveApn', STR],
  [0x0024, 'slaveUser', STR],
  [0x0025, 'slavePassword', STR],
  [0x0026, 'slaveServer', STR],
  [0x0027, 'sleepInterval', D],
  [0x0028, 'emergencyInterval', D],
  [0x0029, 'defaultInterval', D],
  [0x002c, 'defaultDistance', D],
  [0x002d, 'noDriverDistance', D],
  [0x002e, 'sleepDistance', D],
  [0x002f, 'emergencyDistance', D],
  [0x0030, 'cornerAngle', u32('value', { max: 179 })],
  [0x0031, 'displacementRadius', W],
  [0x0032, 'forbiddenPeriod', ...CLOCKS],
  [0x0040, 'platformPhone', STR],
  [0x0041, 'resetPhone', STR],
  [0x0042, 'factoryResetPhone', STR],
  [0x0043, 'platformSmsPhone', STR],
  [0x0044, 'alarmSmsPhone', STR],
  [0x0045, 'answering', D],
  [0x0046, 'longestCall', D],
  [0x0047, 'longestCallsOfMonth', D],
  [0x0048, 'listeningPhone', STR],
  [0x0049, 'supervisorSmsPhone', STR],
  [0x0050, 'alarmMask', ALARMS],
  [0x0051, 'alarmSms', ALARMS],
  [0x0052, 'alarmPictures', ALARMS],
  [0x0053, 'alarmPicturesStored', ALARMS],
  [0x0054, 'keyAlarms', ALARMS],
  [0x0055, 'topSpeed', D],
  [0x0056, 'overspeedDuration', D],
  [0x0057, 'continuousDrivingLimit', D],
  [0x0058, 'dayDrivingLimit', D],
  [0x0059, 'minimumRest', D],
  [0x005a, 'longestParking', D],
  [0x005b, 'overspeedWarningMargin', u16('value', { divisor: 10 })],
  [0x005c, 'fatigueWarningMargin', W],
  [
    0x005d,
    'collision',
    packed(2, [
      ['time4Ms', 0, 8],
      ['acceleration01G', 8, 8],
    ]),
  ],
  [0x005e, 'rolloverAngle', W],
  [0x0064, 'timedPictures', PICTURES],
  [0x0065, 'distancePictures', PICTURES],
  [0x0070, 'pictureQuality', u32('value', { min: 1, max: 10 })],
  [0x0071, 'brightness', u32('value', { max: 255 })],
  [0x0072, 'contrast', u32('value', { max: 127 })],
  [0x0073, 'saturation', u32('value', { max: 127 })],
  [0x0074, 'chroma', u32('value', { max: 255 })],
  [0x0080, 'odometer', u32('value', { divisor: 10 })],
  [0x0081, 'province', W],
  [0x0082, 'city', W],
  [0x0083, 'plate', STR],
  [0x0084, 'plateColor', code('value', 1, PLATE_COLORS)],
  [0x0090, 'gnss', bits('value', 1, GNSS_BITS)],
  [0x0091, 'gnssBaud', code('value', 1, { 0: '4800', 1: '9600', 2: '19200', 3: '38400', 4: '57600', 5: '115200' })],
  [0x0092, 'gnssOutputRate', code('value', 1, { 0: '500ms', 1: '1s', 2: '2s', 3: '3s', 4: '4s' })],
  [0x0093, 'gnssSampling', D],
  [
    0x0094,
    'gnssUpload',
    code('value', 1, {
      0: 'storeOnly',
      1: 'byTime',
      2: 'byDistance',
      11: 'accumulatedTime',
      12: 'accumulatedDistance',
      13: 'accumulatedCount',
    }),
  ],
  [0x0095, 'gnssUploadValue', D],
  [0x0100, 'can1Sampling', D],
  [0x0101, 'can1Upload', W],
  [0x0102, 'can2Sampling', D],
  [0x0103, 'can2Upload', W],
]

/** One CAN ID sampled on its own, 0x0110 to 0x01ff. */
const SINGLE_CAN: Entry = {
  name: 'singleCanId',
  parts: [
    u32('interval'),
    packed(4, [
      ['canId', 0, 29],
      ['average', 29, 1],
      ['extended', 30, 1],
      ['channel', 31, 1],
    ]),
  ],
}

const ENTRIES = new Map<number, Entry>(TABLE.map(([id, name, ...parts]) => [id, { name, parts }]))

export const PARAMETER_TABLE: EntryTable = {
  what: 'parameter',
  idSize: 4,
  lengthRules: true,
  find: (id) => (id >= 0x0110 && id <= 0x01ff ? SINGLE_CAN : ENTRIES.get(id)),
  ids: [...ENTRIES.keys(), 0x0110],
}
