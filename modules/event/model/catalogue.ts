import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'

/** Level that handles an item: village, town, county (grid.md §6). */
export const eventLevels = { V: '村级', T: '镇级', D: '县级' } as const
export type EventLevel = keyof typeof eventLevels

/** How pressing an item is. */
export const eventPriorities = { A: 'A 紧急', B: 'B 较急', C: 'C 一般' } as const
export type EventPriority = keyof typeof eventPriorities

export const eventGroups = {
  safety: '公共安全',
  order: '秩序管理',
  stability: '社会稳定',
  service: '社会服务',
  organisation: '组织建设',
} as const
export type EventGroup = keyof typeof eventGroups

export interface EventCategory {
  /** Two digits. */
  code: string
  group: EventGroup
  name: string
  level: EventLevel
}

export interface EventItem {
  /** Category and two digits: 0603. */
  code: string
  name: string
  category: string
  level: EventLevel
  /** Not confirmed by any source. */
  priority: EventPriority
  layer: string
  /** Hours from registering to closing; not confirmed by any source. */
  limitHours: number
}

/** Priority of a category where none is said for the item; the source names none, so these are the platform's (未经核实). */
const PRIORITIES: Readonly<Record<string, EventPriority>> = {
  '02': 'A',
  '03': 'A',
  '04': 'A',
  '19': 'A',
  '20': 'A',
}

/** Items that cannot wait whatever their category (未经核实). */
const URGENT = new Set([
  '有限空间未管控',
  '动火未审批',
  '燃气泄漏',
  '电梯故障',
  '校车隐患',
  '井盖缺失',
  '无照加油',
  '停工',
])

/** Layer of a category that is not the safety layer's own (grid.md §7). */
const LAYERS: Readonly<Record<string, string>> = {
  '05': 'construction',
  '06': 'fire',
  '09': 'food',
  '11': 'environment',
}

/** Hours to close by level and priority: 1–3 days in the village, 1–15 days above it (grid.md §5, 未经核实). */
const LIMITS: Readonly<Record<EventLevel, Readonly<Record<EventPriority, number>>>> = {
  V: { A: 24, B: 48, C: 72 },
  T: { A: 24, B: 120, C: 360 },
  D: { A: 72, B: 168, C: 360 },
}

interface Row {
  category: EventCategory
  names: readonly string[]
}

const row = (code: string, group: EventGroup, name: string, level: EventLevel, names: string): Row => ({
  category: { code, group, name, level },
  names: names.split('、'),
})

const rows: readonly Row[] = [
  row(
    '01',
    'safety',
    '工矿企业安全',
    'T',
    '证照不全、无安全管理人员、未开展自查、设备防护缺失、违章作业、有限空间未管控、动火未审批',
  ),
  row('02', 'safety', '危险化学品', 'D', '无证经营、超量储存、混存混放、管道泄漏、装卸违规、废弃危化品'),
  row('03', 'safety', '烟花爆竹', 'T', '非法生产、非法储存、非法销售、零售点超量、违规燃放'),
  row('04', 'safety', '非煤矿山与尾矿', 'D', '非法开采、边坡裂缝、尾矿库渗漏、排水不畅、爆破扰民'),
  row('05', 'safety', '建筑施工', 'T', '未戴安全帽、临边无防护、起重隐患、脚手架隐患、基坑隐患、无证施工'),
  row('06', 'safety', '消防安全', 'V', '通道堵塞、器材失效、违规住人、飞线充电、可燃堆积、疏散标志缺失'),
  row('07', 'safety', '特种设备与燃气', 'T', '电梯故障、锅炉无证、压力容器超期、燃气泄漏、气瓶违规、叉车无证'),
  row('08', 'safety', '交通与水上安全', 'T', '路口隐患、超载超员、校车隐患、渡口隐患、溺水风险点'),
  row('09', 'safety', '食品药品与农产品', 'T', '无证餐饮、过期食品、农药残留投诉、集体聚餐未备案、假劣农资'),
  row('10', 'safety', '三合一与小场所', 'V', '三合一场所、群租房、小作坊、小网吧小旅馆、民宿农家乐'),
  row('11', 'order', '生态环境', 'T', '污水直排、废气异味、扬尘、焚烧、固废倾倒、噪声'),
  row('12', 'order', '违法建设与用地', 'T', '新增违建、占用耕地、违规搭建、私挖乱采、未批先建'),
  row('13', 'order', '无证无照经营', 'T', '无照加油、无证幼托、无证诊所、流动摊点'),
  row('14', 'order', '市容环境', 'V', '垃圾堆积、占道经营、乱贴乱画、乱拉乱挂、卫生死角'),
  row('15', 'order', '公共设施', 'V', '井盖缺失、路灯损坏、路面破损、管网渗漏、护栏损坏'),
  row('16', 'order', '道路秩序', 'T', '乱停乱放、占压盲道、非法营运、路障'),
  row('17', 'stability', '矛盾纠纷', 'V', '邻里纠纷、家庭纠纷、土地纠纷、物业纠纷、医患纠纷、工程纠纷'),
  row('18', 'stability', '重点人群', 'T', '严重精神障碍者、刑满释放、社区矫正、吸毒人员、困境儿童'),
  row('19', 'stability', '治安线索', 'D', '盗窃线索、可疑人员、赌博、传销、涉黑恶线索'),
  row('20', 'stability', '信访与群体', 'D', '集体上访苗头、极端言行、网络舆情、越级信访'),
  row('21', 'stability', '劳动关系', 'T', '欠薪、工伤争议、停工、非法用工'),
  row('22', 'service', '人口登记', 'V', '新增常住、流动人口、迁出、死亡、境外人员'),
  row('23', 'service', '房屋登记', 'V', '出租房、空置房、危房、经营用房'),
  row('24', 'service', '企业登记', 'V', '新增企业、变更、停产、复产、注销'),
  row('25', 'service', '民生服务', 'V', '低保救助、老人关爱、残疾人服务、证件代办、就业服务'),
  row('26', 'service', '宣传培训', 'V', '安全宣传、警示教育、应急演练、入户发放'),
  row('27', 'organisation', '网格队伍', 'V', '人员变动、培训、考勤、装备、考核、奖惩'),
  row('28', 'organisation', '志愿与群防', 'V', '志愿活动、邻里守望、义务消防、巡逻队、信息员'),
  row('29', 'organisation', '村务与党建', 'V', '三会一课、村务公开、民主议事、党员联户、一约四会、阵地建设'),
]

/** The 29 categories (事项类别) in their order. */
export const eventCategories: readonly EventCategory[] = rows.map(({ category }) => category)

/** The item catalogue (事项目录): 149 items, the level of each from its category. */
export const eventItems: readonly EventItem[] = rows.flatMap(({ category, names }) =>
  names.map((name, at): EventItem => {
    const priority = priorityOf(category, name)
    return {
      code: `${category.code}${String(at + 1).padStart(2, '0')}`,
      name,
      category: category.code,
      level: category.level,
      priority,
      layer: LAYERS[category.code] ?? 'safety',
      limitHours: LIMITS[category.level][priority],
    }
  }),
)

function priorityOf({ code, group }: EventCategory, name: string): EventPriority {
  if (URGENT.has(name)) return 'A'
  return PRIORITIES[code] ?? (group === 'service' || group === 'organisation' ? 'C' : 'B')
}

const byCode = new Map(eventItems.map((item) => [item.code, item]))
const categoryByCode = new Map(eventCategories.map((category) => [category.code, category]))

export const findEventItem = (code: unknown): EventItem | undefined => byCode.get(String(code))

export const findEventCategory = (code: string): EventCategory | undefined => categoryByCode.get(code)

/** What an item is called with its category: 消防安全·通道堵塞. */
export function eventItemName(code: string): string {
  const item = findEventItem(code)
  return item ? `${findEventCategory(item.category)?.name}·${item.name}` : code
}

/** Whole days an item may take; part of a day counts as one. */
export const limitDays = ({ limitHours }: EventItem): number => Math.ceil(limitHours / 24)

/** Last day by which an event of an item has to be closed when it is registered on a day. */
export const lastDayOf = (item: EventItem, on: LocalDate): LocalDate => addDays(on, limitDays(item))

/** Items whose code begins with, or whose name, category or group holds every word; all of them for no word. */
export function searchItems(text: string): readonly EventItem[] {
  const words = text.normalize('NFKC').split(/\s+/).filter(Boolean)
  return eventItems.filter((item) => {
    const category = findEventCategory(item.category)
    const told = `${item.name} ${category?.name} ${category ? eventGroups[category.group] : ''}`
    return words.every((word) => told.includes(word) || item.code.startsWith(word))
  })
}
