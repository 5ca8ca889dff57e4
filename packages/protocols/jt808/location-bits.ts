import type { BitRow } from './layout.ts'
import { bit, bitGroup } from './scalars.ts'

const named = (names: readonly string[]): BitRow[] => names.map((name, at) => bit(at, name))

/** Alarm bits of 0x0200 (§5.1 of the reference). Those named in `ACKNOWLEDGED` are cleared by the terminal once it is answered. */
export const ALARM_BITS: readonly BitRow[] = [
  ...named([
    'emergency',
    'overspeed',
    'fatigueDriving',
    'dangerWarning',
    'gnssFault',
    'gnssAntennaCut',
    'gnssAntennaShort',
    'mainPowerLow',
    'mainPowerLost',
    'displayFault',
    'ttsFault',
    'cameraFault',
    'icCardFault',
    'overspeedWarning',
    'fatigueWarning',
  ]),
  bit(15, 'violationWarning', 2019),
  bit(16, 'tyrePressureWarning', 2019),
  bit(17, 'rightTurnBlindZone', 2019),
  bit(18, 'dayDrivingOverLimit'),
  bit(19, 'parkedTooLong'),
  bit(20, 'areaCrossed'),
  bit(21, 'routeCrossed'),
  bit(22, 'sectionTime'),
  bit(23, 'offRoute'),
  bit(24, 'vssFault'),
  bit(25, 'abnormalFuel'),
  bit(26, 'stolen'),
  bit(27, 'illegalIgnition'),
  bit(28, 'illegalDisplacement'),
  bit(29, 'collision'),
  bit(30, 'rollover'),
  bit(31, 'illegalDoorOpening'),
]

/** Alarms the terminal clears when 0x8001 arrives; all others hold while the condition lasts. */
export const ACKNOWLEDGED: readonly string[] = [
  'emergency',
  'dangerWarning',
  'areaCrossed',
  'routeCrossed',
  'sectionTime',
  'illegalIgnition',
  'illegalDisplacement',
  'illegalDoorOpening',
]

/** Status bits of 0x0200 (§5.2 of the reference); a name stands for the bit being 1. */
export const STATUS_BITS: readonly BitRow[] = [
  ...named(['accOn', 'fixValid', 'south', 'west', 'outOfOperation', 'coordinatesEncrypted']),
  bit(6, 'forwardCollisionWarning', 2019),
  bit(7, 'laneDepartureWarning', 2019),
  bitGroup(8, 2, { 1: 'halfLoaded', 2: 'loadReserved', 3: 'fullyLoaded' }),
  bit(10, 'fuelCut'),
  bit(11, 'circuitCut'),
  bit(12, 'doorsLocked'),
  bit(13, 'frontDoorOpen'),
  bit(14, 'middleDoorOpen'),
  bit(15, 'rearDoorOpen'),
  bit(16, 'driverDoorOpen'),
  bit(17, 'customDoorOpen'),
  bit(18, 'gps'),
  bit(19, 'beidou'),
  bit(20, 'glonass'),
  bit(21, 'galileo'),
  bit(22, 'moving', 2019),
]

/** Alarms a person may confirm by 0x8203. */
export const CONFIRMABLE_BITS: readonly BitRow[] = ALARM_BITS.filter(({ bit: at }) =>
  [0, 3, 20, 21, 22, 27, 28].includes(at),
)

export const VIDEO_ALARM_BITS = named([
  'signalLoss',
  'occlusion',
  'storageFault',
  'otherVideoFault',
  'overcrowding',
  'abnormalDriving',
  'recordingStorageLimit',
])

export const ABNORMAL_DRIVING_BITS: readonly BitRow[] = [
  ...named(['fatigue', 'phone', 'smoking']),
  ...[11, 12, 13, 14, 15].map((at) => bit(at, `custom${at - 10}`)),
]

/** Extended vehicle signals (item 0x25). */
export const SIGNAL_BITS = named([
  'lowBeam',
  'highBeam',
  'rightIndicator',
  'leftIndicator',
  'brake',
  'reverse',
  'fogLight',
  'markerLight',
  'horn',
  'airConditioning',
  'neutral',
  'retarder',
  'absWorking',
  'heater',
  'clutch',
])

export const IO_BITS = named(['deepSleep', 'sleep'])

/** One bit a channel: bit 0 is channel 1. */
export const CHANNEL_BITS = named(Array.from({ length: 32 }, (_, at) => `channel${at + 1}`))

/** One bit a store: 12 main ones, 4 for backup. */
export const STORE_BITS = named(Array.from({ length: 16 }, (_, at) => (at < 12 ? `main${at + 1}` : `backup${at - 11}`)))
