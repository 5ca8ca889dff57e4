import type { FenceShape, NewFence } from '#modules/vehicle/model/schema.ts'

type DemoFence = Omit<NewFence, 'days' | 'fromMinute' | 'toMinute' | 'speedKmh' | 'shape'> &
  Partial<Pick<NewFence, 'days' | 'fromMinute' | 'toMinute' | 'speedKmh'>> & { at: [number, number]; metres: number }

const WORKDAYS = [1, 2, 3, 4, 5]

/** Fences near the roads of the demo city; names and places are made up. */
const FENCES: readonly DemoFence[] = [
  {
    ...{
      gridCode: '370523',
      name: '稻庄中学周边',
      kind: 'school',
      rule: 'no-entry',
      at: [118.52, 37.094],
      metres: 350,
    },
    ...{ days: WORKDAYS, fromMinute: 7 * 60, toMinute: 8 * 60 + 30, basis: '演示：广饶县危险货物车辆通行管理通告' },
  },
  {
    ...{
      gridCode: '370523',
      name: '丁庄水库水源保护区',
      kind: 'water',
      rule: 'no-stop',
      at: [118.6, 37.215],
      metres: 900,
    },
    basis: '演示：饮用水水源保护区划定方案',
  },
  {
    ...{ gridCode: '370502', name: '西城商业区', kind: 'crowd', rule: 'no-entry', at: [118.555, 37.468], metres: 1200 },
    basis: '演示：东营区危险货物车辆禁行通告',
  },
  {
    ...{
      gridCode: '370502',
      name: '北二路限速段',
      kind: 'road',
      rule: 'speed',
      speedKmh: 50,
      at: [118.66, 37.446],
      metres: 1800,
    },
    basis: '演示：道路限速公告',
  },
  {
    ...{ gridCode: '370505', name: '黄河特大桥', kind: 'bridge', rule: 'no-stop', at: [118.575, 37.645], metres: 1100 },
    basis: '演示：桥梁通行管理规定',
  },
  {
    ...{ gridCode: '370503', name: '河口隧道', kind: 'tunnel', rule: 'no-stop', at: [118.55, 37.805], metres: 700 },
    basis: '演示：隧道通行管理规定',
  },
  ...(
    [
      ['370503', '河口停车场', 118.53, 37.89],
      ['370503', '河口蓝色化工园', 118.52, 37.96],
      ['370503', '东营港化工园', 118.92, 38.02],
      ['370522', '利津化工园', 118.3, 37.5],
      ['370505', '垦利化工园', 118.58, 37.6],
      ['370502', '东营区停车场', 118.6, 37.44],
      ['370571', '开发区仓储园', 118.8, 37.42],
      ['370502', '史口停车场', 118.48, 37.43],
      ['370523', '丁庄化工园', 118.62, 37.27],
      ['370523', '广饶停车场', 118.42, 37.07],
      ['370523', '大王化工园', 118.5, 37.0],
      ['370523', '稻庄停车场', 118.52, 37.08],
    ] as const
  ).map(
    ([gridCode, name, lng, lat]): DemoFence => ({
      ...{
        gridCode,
        name,
        kind: 'depot',
        rule: 'depot',
        at: [lng, lat],
        metres: 900,
        basis: '演示：企业备案的停车和装卸点',
      },
    }),
  ),
]

/** The fences as they are drawn. */
export const demoFences: readonly NewFence[] = FENCES.map(({ at, metres, ...fence }) => ({
  ...{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 },
  ...fence,
  shape: { type: 'Circle', center: at, metres } satisfies FenceShape,
}))
