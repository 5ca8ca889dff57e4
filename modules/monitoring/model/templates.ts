import type { Parameter } from './codes.ts'
import type { PointRule } from './judge.ts'

/** How a point of a kind is usually judged: where to start from, never law for a plant. */
export interface PointTemplate {
  id: string
  title: string
  parameter: Parameter
  unit: string
  range: readonly [low: number, high: number]
  rule: PointRule
  staleMinutes: number
  isDangerous: boolean
  /** Names of series of the sensor contract it fits, as the end of their code. */
  fits: RegExp
  /** Where its limits come from. */
  source: string
  /** The source does not give them, or was not confirmed. */
  unverified: boolean
  /** Limits only the plant knows: nothing is judged by a guess. */
  asks: readonly ('highHigh' | 'high' | 'low' | 'lowLow')[]
}

/** Delays of mqtt-sensors §4: three seconds for gas, ten for level and temperature; dead band 2 % of the range. */
const base = (range: readonly [number, number], onDelayS: number): PointRule => ({
  ...{ highHigh: null, high: null, low: null, lowLow: null },
  ...{ deadBand: Number(((range[1] - range[0]) * 0.02).toPrecision(3)), onDelayS, offDelayS: onDelayS },
  ...{ ratePerMinute: null, flatMinutes: null, flatBand: 0, steadyCount: null, steadyStep: 0, lateS: 300 },
})

interface Told {
  unit: string
  range: readonly [number, number]
  limits?: Partial<PointRule>
  delay?: number
  isDangerous?: boolean
  source: string
  unverified?: boolean
  asks?: PointTemplate['asks']
}

const template = (id: string, title: string, parameter: Parameter, fits: RegExp, told: Told): PointTemplate => ({
  ...{ id, title, parameter, fits, unit: told.unit, range: told.range, source: told.source },
  rule: { ...base(told.range, told.delay ?? 10), ...told.limits },
  ...{ staleMinutes: 10, isDangerous: told.isDangerous ?? true },
  ...{ unverified: told.unverified ?? false, asks: told.asks ?? [] },
})

const GAS = 'GB/T 50493-2019 第 5.5.2 条'
const TANK = 'GB 17681-2024；限值为通行做法'
const toxic = (id: string, name: string, limit: number, source: string, unverified = true): PointTemplate =>
  template(`tox-${id}`, `有毒气体：${name}`, 'TOX', new RegExp(`\\.${id}$`), {
    ...{ unit: 'mg/m³', range: [0, limit * 10], delay: 3, source: `${GAS}；${source}`, unverified },
    limits: { high: limit, highHigh: limit * 2 },
  })

/** Templates by what is watched. Level in metres of a tank of ten: limits are 10, 15, 85 and 90 % of its height. */
export const pointTemplates: readonly PointTemplate[] = [
  template('tank-level', '储罐液位', 'LEVEL', /\.level$/, {
    ...{ unit: 'm', range: [0, 10], source: TANK, unverified: true },
    limits: { lowLow: 1, low: 1.5, high: 8.5, highHigh: 9 },
  }),
  template('tank-temp', '储罐温度', 'TEMP', /\.temp$/, {
    ...{ unit: '℃', range: [-20, 100], source: TANK, unverified: true, asks: ['high', 'highHigh'] },
    limits: { high: 40, highHigh: 50 },
  }),
  template('tank-pressure', '压力储罐压力', 'PRES', /\.pressure$/, {
    ...{ unit: 'MPa', range: [0, 2.5], source: TANK, unverified: true, asks: ['high', 'highHigh'] },
    limits: { high: 1.6, highHigh: 1.8 },
  }),
  template('gas-lel', '可燃气体', 'LEL', /\.lel$/, {
    ...{ unit: '%LEL', range: [0, 100], delay: 3, source: GAS },
    limits: { high: 25, highHigh: 50 },
  }),
  toxic('h2s', '硫化氢', 10, 'GBZ 2.1-2019', false),
  toxic('co', '一氧化碳', 30, 'GBZ 2.1-2019', false),
  toxic('c6h6', '苯', 6, 'GBZ 2.1-2019', false),
  toxic('nh3', '氨', 30, 'GBZ 2.1-2019'),
  toxic('cl2', '氯', 1, 'GBZ 2.1-2019'),
  toxic('so2', '二氧化硫', 10, 'GBZ 2.1-2019'),
  template('gas-o2', '氧气', 'O2', /\.o2$/, {
    ...{ unit: '%VOL', range: [0, 30], delay: 3, source: '通行做法：19.5 %～23.5 %', unverified: true },
    limits: { low: 19.5, high: 23.5, deadBand: 0.2 },
  }),
  template('reactor-temp', '反应釜温度', 'TEMP', /\.rtemp$/, {
    ...{ unit: '℃', range: [0, 300], source: TANK, unverified: true, asks: ['high', 'highHigh'] },
    limits: { high: 180, highHigh: 200, ratePerMinute: 10 },
  }),
  template('reactor-pressure', '反应釜压力', 'PRES', /\.rpressure$/, {
    ...{ unit: 'MPa', range: [0, 4], source: TANK, unverified: true, asks: ['high', 'highHigh'] },
    limits: { high: 2.5, highHigh: 3 },
  }),
  template('warehouse-temp', '仓库温度', 'TEMP', /\.wtemp$/, {
    ...{ unit: '℃', range: [-20, 60], isDangerous: false, source: TANK, unverified: true },
    limits: { high: 30, highHigh: 35 },
  }),
  template('warehouse-humidity', '仓库湿度', 'HUM', /\.hum$/, {
    ...{ unit: '%RH', range: [0, 100], isDangerous: false, source: TANK, unverified: true },
    limits: { high: 80, highHigh: 90 },
  }),
  template('wind', '风速', 'WIND', /\.wind$/, {
    ...{
      unit: 'm/s',
      range: [0, 60],
      delay: 60,
      isDangerous: false,
      source: '通行做法：六级风 13.8 m/s',
      unverified: true,
    },
    limits: { high: 13.8 },
  }),
  template('mine-ch4', '采掘工作面甲烷', 'CH4', /\.ch4$/, {
    ...{ unit: '%CH₄', range: [0, 4], delay: 3, source: '煤矿安全规程' },
    limits: { high: 1, highHigh: 1.5, deadBand: 0.02 },
  }),
  template('mine-co', '井下一氧化碳', 'CO', /\.coppm$/, {
    ...{ unit: 'ppm', range: [0, 500], delay: 3, source: '煤矿安全规程' },
    limits: { high: 24 },
  }),
  template('sis-bypass', '联锁旁路', 'SIS', /\.sis$/, {
    ...{ unit: '', range: [0, 1], delay: 0, source: 'GB 17681-2024；旁路要有人知道', unverified: true },
    limits: { high: 0.5, deadBand: 0 },
  }),
]

export const findTemplate = (id: string | null): PointTemplate | undefined =>
  pointTemplates.find((one) => one.id === id)

/** The template whose series end like this one's; undefined where none does. */
export const templateFor = (series: string): PointTemplate | undefined =>
  pointTemplates.find(({ fits }) => fits.test(series.toLowerCase()))
