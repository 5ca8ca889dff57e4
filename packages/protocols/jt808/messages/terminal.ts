import { GNSS_BITS, PARAMETER_TABLE } from '../parameters.ts'
import { bit, bits, code, digits, hex, hexNumber, u16 } from '../scalars.ts'
import { count, entries, list } from '../structures.ts'
import { grown, separated, text } from '../words.ts'
import { down, type Message, up } from './message.ts'

const TERMINAL_KINDS = [
  bit(0, 'passenger'),
  bit(1, 'dangerousGoods'),
  bit(2, 'freight'),
  bit(3, 'taxi'),
  bit(6, 'diskRecording'),
  bit(7, 'splitUnit'),
  bit(8, 'trailer', 2019),
]

const RADIO_BITS = [
  bit(0, 'gprs'),
  bit(1, 'cdma'),
  bit(2, 'tdScdma'),
  bit(3, 'wcdma'),
  bit(4, 'cdma2000'),
  bit(5, 'tdLte'),
  bit(7, 'other'),
]

const CONNECTION = ['apn', 'user', 'password', 'address', 'tcpPort', 'udpPort']
/** What stands between the semicolons, by command word. */
const CONTROL_WORDS = {
  1: ['url', ...CONNECTION, 'manufacturer', 'hardwareVersion', 'firmwareVersion', 'timeLimit'],
  2: ['connectControl', 'authCode', ...CONNECTION, 'timeLimit'],
}

const UPGRADE_KINDS = { 0: 'terminal', 12: 'icCardReader', 52: 'beidou' }

const recorderBlock = [hexNumber('command', 1), hex('data', 'rest')]

/** Parameters, attributes, control, upgrade, driving recorder. */
export const TERMINAL: readonly Message[] = [
  down(0x8103, 'setParameters', count(1, 'parameters'), entries('parameters', PARAMETER_TABLE, 'count')),
  down(0x8104, 'queryAllParameters'),
  down(0x8106, 'queryParameters', count(1, 'ids'), list('ids', [hexNumber('value', 4)])),
  up(
    0x0104,
    'parameterReply',
    u16('answerSequence'),
    count(1, 'parameters'),
    entries('parameters', PARAMETER_TABLE, 'count'),
  ),
  down(
    0x8105,
    'terminalControl',
    code('command', 1, {
      1: 'upgrade',
      2: 'connectServer',
      3: 'powerOff',
      4: 'reset',
      5: 'factorySettings',
      6: 'closeData',
      7: 'closeRadio',
    }),
    separated('parameters', 'command', CONTROL_WORDS),
  ),
  down(0x8107, 'queryAttributes'),
  up(
    0x0107,
    'attributesReply',
    bits('terminalKind', 2, TERMINAL_KINDS),
    ...grown('manufacturer', [5, 5, 11]),
    ...grown('model', [20, 20, 30]),
    ...grown('terminalId', [7, 7, 30]),
    digits('iccid', 10),
    text('hardwareVersion', { prefix: 1 }),
    text('firmwareVersion', { prefix: 1 }),
    bits('gnss', 1, GNSS_BITS),
    bits('radio', 1, RADIO_BITS),
  ),
  down(
    0x8108,
    'upgradePackage',
    code('kind', 1, UPGRADE_KINDS),
    ...grown('manufacturer', [5, 5, 11]),
    text('packageVersion', { prefix: 1 }),
    hex('data', { prefix: 4 }),
  ),
  up(
    0x0108,
    'upgradeResult',
    code('kind', 1, UPGRADE_KINDS),
    code('result', 1, { 0: 'ok', 1: 'failed', 2: 'cancelled' }),
  ),
  down(0x8700, 'queryRecorder', ...recorderBlock),
  up(0x0700, 'recorderData', u16('answerSequence'), ...recorderBlock),
  down(0x8701, 'setRecorder', ...recorderBlock),
]
