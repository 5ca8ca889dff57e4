import type { Chemical, Machine, RegulatorClass, Trade } from './trade.ts'
import { hazchemTrades } from './trades-hazchem.ts'

const company = { form: '有限公司', entKind: 'legal_person', place: 'park' } as const
const WORKSHOP: readonly Machine[] = [
  ['桥式起重机', '05', 'special'],
  ['叉车', '08', 'special'],
  ['空压机储气罐', '02', 'special'],
  ['配电柜', '99'],
]
const WORKSHOP_OPERATORS = ['低压电工作业', '熔化焊接与热切割作业', '高处安装、维护、拆除作业']
const AMMONIA: Chemical = {
  name: '氨',
  cas: '7664-41-7',
  role: '2',
  state: '4',
  kept: '1',
  tonnes: [2, 8],
  priority: true,
  toxic: true,
  density: 0.61,
}

const maker = (industry: string, words: string[], category: string, weight: number, more: Partial<Trade>): Trade => ({
  ...company,
  industry,
  words,
  category,
  weight,
  staff: [20, 260],
  capitalWan: [200, 6000],
  risk: ['3', '3', '4'],
  danger: ['special_equipment'],
  scope: '生产、销售',
  machines: WORKSHOP,
  operators: WORKSHOP_OPERATORS,
  factors: [['3', '噪声', '生产车间']],
  drill: '生产车间初期火灾扑救与疏散',
  ...more,
})

const industryTrade: readonly Trade[] = [
  maker('2911', ['轮胎', '橡胶'], 'light_industry', 9, {
    staff: [120, 2200],
    capitalWan: [3000, 60_000],
    scope: '轮胎制造、销售',
    danger: ['special_equipment', 'dust_explosion'],
    machines: [['密炼机', '99'], ['硫化机', '02', 'special'], ...WORKSHOP],
    factors: [
      ['1', '炭黑粉尘', '密炼车间'],
      ['3', '高温', '硫化车间'],
    ],
    drill: '密炼车间火灾应急处置',
  }),
  maker('3512', ['石油装备', '石油机械'], 'machinery', 14, { scope: '石油钻采专用设备制造' }),
  maker('3311', ['钢结构', '机械'], 'machinery', 10, { scope: '金属结构制造' }),
  maker('1711', ['纺织', '棉业'], 'textile', 8, {
    scope: '棉纺纱加工',
    danger: ['dust_explosion'],
    machines: [
      ['细纱机', '99'],
      ['梳棉机', '99'],
      ['叉车', '08', 'special'],
    ],
    factors: [
      ['1', '棉尘', '清花车间'],
      ['3', '噪声', '细纱车间'],
    ],
    drill: '棉花仓库火灾应急处置',
  }),
  maker('2221', ['纸业'], 'light_industry', 3, {
    staff: [120, 900],
    capitalWan: [3000, 30_000],
    scope: '机制纸制造',
    danger: ['confined_space', 'special_equipment'],
    machines: [['蒸汽锅炉', '01', 'special'], ['造纸机', '99'], ...WORKSHOP],
    drill: '污水池有限空间中毒救援',
  }),
  maker('3021', ['建材', '水泥制品'], 'building_material', 7, { staff: [12, 120], scope: '水泥制品制造' }),
  maker('1312', ['面粉', '食品'], 'light_industry', 6, {
    staff: [15, 180],
    scope: '小麦加工',
    danger: ['dust_explosion'],
    machines: [
      ['磨粉机', '99'],
      ['脉冲除尘器', '24'],
      ['叉车', '08', 'special'],
    ],
    factors: [['1', '谷物粉尘', '磨粉车间']],
    drill: '粉尘爆炸应急处置',
  }),
  maker('1353', ['肉食品', '冷链食品'], 'light_industry', 5, {
    staff: [40, 380],
    scope: '肉制品加工、冷藏',
    danger: ['ammonia_cold', 'special_equipment'],
    machines: [
      ['氨制冷压缩机', '23'],
      ['贮氨器', '02', 'special'],
      ['叉车', '08', 'special'],
    ],
    operators: ['制冷与空调设备运行操作作业', '低压电工作业'],
    chemicals: [AMMONIA],
    factors: [
      ['2', '氨', '制冷机房'],
      ['3', '低温', '冷库'],
    ],
    drill: '冷库液氨泄漏应急处置',
  }),
  maker('2110', ['木业', '家具'], 'light_industry', 6, {
    staff: [8, 90],
    capitalWan: [50, 1500],
    scope: '木质家具制造',
    danger: ['dust_explosion', 'spraying'],
    machines: [
      ['木工带锯机', '27'],
      ['中央除尘系统', '24'],
      ['喷漆房', '25'],
    ],
    factors: [['1', '木粉尘', '开料车间']],
    drill: '木粉尘除尘系统火灾处置',
  }),
  maker('3591', ['环保设备'], 'machinery', 4, { scope: '环境保护专用设备制造' }),
  maker('3670', ['汽车配件', '制动部件'], 'machinery', 7, { scope: '汽车零部件制造' }),
  maker('3251', ['铜业', '铜材'], 'non_ferrous', 2, {
    staff: [80, 700],
    capitalWan: [5000, 40_000],
    scope: '铜压延加工',
    danger: ['molten_metal', 'special_equipment'],
    machines: [['熔炼炉', '28'], ['冶金起重机', '05', 'special'], ...WORKSHOP],
    factors: [['3', '高温', '熔炼车间']],
    drill: '熔融金属泄漏应急处置',
  }),
  maker('2922', ['塑料制品', '管业'], 'light_industry', 6, { staff: [10, 130], scope: '塑料管材制造' }),
  maker('1120', ['石油技术服务', '井下作业'], 'other', 8, {
    staff: [15, 240],
    scope: '石油开采辅助活动',
    machines: [
      ['修井机', '99'],
      ['高压泵车', '99'],
    ],
    operators: ['井控操作', '低压电工作业'],
    drill: '井喷应急处置',
  }),
  {
    ...company,
    industry: '5211',
    words: ['商贸', '超市', '百货'],
    place: 'street',
    category: 'trade',
    weight: 11,
    staff: [5, 120],
    capitalWan: [30, 1500],
    risk: ['4'],
    danger: ['crowded'],
    scope: '百货零售',
    machines: [
      ['电梯', '04', 'special'],
      ['自动喷淋系统', '30'],
    ],
    operators: ['低压电工作业'],
    drill: '营业场所人员疏散',
  },
  {
    ...company,
    industry: '6110',
    words: ['酒店', '宾馆'],
    place: 'street',
    category: 'trade',
    weight: 5,
    staff: [12, 140],
    capitalWan: [50, 2000],
    risk: ['4', '3'],
    danger: ['crowded'],
    scope: '住宿、餐饮服务',
    machines: [
      ['电梯', '04', 'special'],
      ['燃气报警器', '32'],
      ['自动喷淋系统', '30'],
    ],
    operators: ['低压电工作业'],
    drill: '客房火灾疏散',
  },
]

const shop = { place: 'street', category: 'fireworks_trade', danger: ['none'], operators: [], machines: [] } as const

const fireworks: readonly Trade[] = [
  {
    ...shop,
    industry: '5249',
    words: ['烟花爆竹零售店'],
    form: '',
    entKind: 'sole_trader',
    weight: 118,
    staff: [1, 4],
    capitalWan: [1, 10],
    risk: ['3', '4'],
    scope: '烟花爆竹零售',
    licence: ['YH', '鲁YHLS'],
    drill: '烟花爆竹零售点初期火灾处置',
  },
  {
    ...shop,
    industry: '5249',
    words: ['烟花爆竹', '土产烟花'],
    form: '有限公司',
    entKind: 'legal_person',
    place: 'village',
    weight: 10,
    staff: [8, 26],
    capitalWan: [100, 600],
    risk: ['2', '3'],
    scope: '烟花爆竹批发、储存',
    machines: [
      ['避雷针塔', '31'],
      ['静电释放器', '31'],
      ['消防水池泵', '30'],
    ],
    operators: ['烟花爆竹储存作业'],
    licence: ['YH', '鲁YHPF'],
    drill: '烟花爆竹仓库火灾撤离',
  },
]

const pit: Partial<Trade> = {
  place: 'village',
  staff: [8, 120],
  capitalWan: [100, 4000],
  risk: ['3', '2'],
  danger: ['occupational'],
  licence: ['AQ', '（鲁）FM安许证字'],
  operators: ['金属非金属矿山安全检查作业', '低压电工作业'],
}

const mines: readonly Trade[] = [
  maker('1030', ['盐业', '盐场'], 'metal_mine', 6, {
    ...pit,
    scope: '海盐、井盐开采',
    machines: [
      ['收盐机', '99'],
      ['卤水泵', '99'],
      ['皮带输送机', '29'],
    ],
    factors: [['3', '高温', '盐田']],
    drill: '盐田溺水救援',
  }),
  maker('1019', ['砂石', '土石方'], 'metal_mine', 7, {
    ...pit,
    scope: '粘土及其他土砂石开采',
    machines: [
      ['挖掘机', '99'],
      ['装载机', '08', 'special'],
      ['振动筛', '29'],
    ],
    factors: [['1', '矽尘', '筛分作业点']],
    drill: '边坡坍塌救援',
  }),
  maker('0711', ['采油', '油气开采'], 'oil_gas', 4, {
    ...pit,
    staff: [40, 420],
    capitalWan: [2000, 30_000],
    scope: '陆地石油开采',
    machines: [
      ['抽油机', '99'],
      ['加热炉', '22'],
      ['油气分离器', '02', 'special'],
    ],
    operators: ['井控操作', '司钻作业', '低压电工作业'],
    factors: [['2', '硫化氢', '井口']],
    drill: '硫化氢泄漏撤离',
  }),
]

const service = (
  industry: string,
  words: string[],
  category: string,
  weight: number,
  more: Partial<Trade> = {},
): Trade => ({
  ...maker(industry, words, category, weight, {
    place: 'street',
    risk: ['4', '3'],
    staff: [10, 140],
    capitalWan: [50, 2500],
    machines: [
      ['配电柜', '99'],
      ['消火栓系统', '30'],
    ],
    operators: ['低压电工作业'],
    factors: [],
  }),
  ...more,
})

const others: readonly Trade[] = [
  service('8336', ['职业学校'], 'other', 2, {
    form: '',
    entKind: 'institution',
    capitalWan: null,
    staff: [40, 260],
    danger: ['crowded'],
    scope: '中等职业学校教育',
    drill: '教学楼疏散',
  }),
  service('8411', ['医院'], 'other', 3, {
    form: '',
    entKind: 'institution',
    capitalWan: null,
    staff: [30, 420],
    danger: ['crowded'],
    scope: '综合医院',
    machines: [
      ['液氧储罐', '21'],
      ['医用电梯', '04', 'special'],
    ],
    drill: '病房楼火灾疏散',
  }),
  service('7820', ['环卫', '环境服务'], 'other', 3, {
    scope: '环境卫生管理',
    danger: ['confined_space'],
    drill: '有限空间中毒救援',
  }),
  service('4511', ['燃气', '天然气'], 'gas', 4, {
    staff: [15, 160],
    capitalWan: [1000, 12_000],
    danger: ['special_equipment'],
    scope: '天然气供应',
    machines: [
      ['调压柜', '03', 'special'],
      ['燃气报警控制器', '32'],
      ['加臭装置', '99'],
    ],
    operators: ['燃气经营企业从业人员', '低压电工作业'],
    drill: '燃气管道泄漏抢修',
  }),
  service('4430', ['热力', '供热'], 'other', 2, {
    machines: [
      ['热水锅炉', '01', 'special'],
      ['换热机组', '02', 'special'],
    ],
    operators: ['锅炉作业', '低压电工作业'],
    danger: ['special_equipment'],
    scope: '热力生产和供应',
    drill: '锅炉缺水应急处置',
  }),
  service('5431', ['运输', '物流'], 'transport', 5, {
    scope: '普通货物道路运输',
    machines: [
      ['牵引车', '99'],
      ['叉车', '08', 'special'],
    ],
    drill: '车辆侧翻应急处置',
  }),
  service('7020', ['物业管理'], 'other', 3, { scope: '物业管理', danger: ['crowded'], drill: '电梯困人救援' }),
]

/** All lines of business, by the class the city counts them under. */
export const trades: Readonly<Record<RegulatorClass, readonly Trade[]>> = {
  industry_trade: industryTrade,
  hazchem: hazchemTrades,
  fireworks,
  non_coal_mine: mines,
  other: others,
}

/** Works that also handle hazardous chemicals, and so stand in two classes: those with ammonia cold stores. */
export const alsoHazchem = industryTrade.filter(({ chemicals }) => chemicals) as readonly Trade[]
