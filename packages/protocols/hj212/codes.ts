/** What a table itself says of a key that came from outside, nothing inherited. */
export const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** Editions: told by the version in Flag. */
export type Edition = 2005 | 2017 | 2025
export const EDITIONS: readonly Edition[] = [2005, 2017, 2025]

/** System codes ST (§4.1 of the reference). */
export const SYSTEMS: Readonly<Record<string, string>> = {
  21: 'surfaceWater',
  22: 'ambientAir',
  23: 'ambientNoise',
  24: 'groundWater',
  25: 'soil',
  26: 'seaWater',
  27: 'voc',
  31: 'airSource',
  32: 'wasteWaterSource',
  33: 'groundWaterSource',
  34: 'marineSource',
  35: 'soilSource',
  36: 'noiseSource',
  37: 'vibrationSource',
  38: 'radioactiveSource',
  39: 'constructionDust',
  41: 'electromagneticSource',
  51: 'flueGasProcess',
  52: 'wasteWaterProcess',
  91: 'interaction',
}

export interface CommandCode {
  readonly name: string
  /** Who sends it: the device up, the platform down, or both. */
  readonly from: 'up' | 'down' | 'both'
  /** What the platform answers an upload with when an answer is asked for. */
  readonly answer?: '9013' | '9014'
  readonly until?: Edition
}

const down = (name: string): CommandCode => ({ name, from: 'down' })
const both = (name: string): CommandCode => ({ name, from: 'both' })
const data = (name: string): CommandCode => ({ name, from: 'both', answer: '9014' })
const notice = (name: string): CommandCode => ({ name, from: 'up', answer: '9013' })

/** Command codes CN (§4.2 of the reference). */
export const COMMANDS: Readonly<Record<string, CommandCode>> = {
  1000: down('setTimeout'),
  1011: both('readClock'),
  1012: down('setClock'),
  1013: notice('askForClock'),
  1061: both('readRtdInterval'),
  1062: down('setRtdInterval'),
  1063: both('readMinInterval'),
  1064: down('setMinInterval'),
  1072: down('setPassword'),
  2011: data('realTimeData'),
  2012: down('stopRealTimeData'),
  2021: data('runState'),
  2022: down('stopRunState'),
  2031: data('dayData'),
  2041: data('runTimeHistory'),
  2051: data('minuteData'),
  2061: data('hourData'),
  2071: { ...data('alarmRecord'), until: 2005 },
  2072: { ...data('alarmEvent'), until: 2005 },
  2081: notice('powerOn'),
  3011: down('calibrate'),
  3012: down('sampleNow'),
  3013: down('clean'),
  3014: down('comparisonSampling'),
  3015: both('keepSample'),
  3016: down('setSamplingCycle'),
  3017: both('readSamplingCycle'),
  3018: both('readAnalysisTime'),
  3019: both('readSerialNumber'),
  3020: both('readInstrument'),
  3021: down('setInstrument'),
  9011: both('requestAnswer'),
  9012: both('executionResult'),
  9013: both('noticeAnswer'),
  9014: down('dataAnswer'),
}

export const REQUEST_RESULTS: Readonly<Record<string, string>> = {
  1: 'ready',
  2: 'refused',
  3: 'wrongPassword',
  4: 'wrongMn',
  5: 'wrongSt',
  6: 'wrongFlag',
  7: 'wrongQn',
  8: 'wrongCn',
  9: 'wrongCrc',
  100: 'unknown',
}

export const EXECUTION_RESULTS: Readonly<Record<string, string>> = {
  1: 'done',
  2: 'failed',
  3: 'wrongCondition',
  4: 'timedOut',
  5: 'busy',
  6: 'systemFault',
  100: 'noData',
}

/** Data flags (§3 of the reference) and whether such a value enters averages and limit checks. Others are never used. */
export const DATA_FLAGS: Readonly<Record<string, { readonly name: string; readonly usable: boolean }>> = {
  N: { name: 'normal', usable: true },
  T: { name: 'aboveRange', usable: true },
  F: { name: 'stopped', usable: false },
  M: { name: 'maintenance', usable: false },
  S: { name: 'byHand', usable: true },
  D: { name: 'fault', usable: false },
  C: { name: 'calibrating', usable: false },
  B: { name: 'noConnection', usable: false },
}

/** Equipment states RS. */
export const RUN_STATES: Readonly<Record<string, string>> = {
  0: 'off',
  1: 'running',
  2: 'calibrating',
  3: 'maintenance',
  4: 'alarm',
  5: 'backFlush',
}
