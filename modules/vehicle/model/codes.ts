/** Kinds of vehicles that carry hazardous goods (JT/T 617 names tanks, packages and containers). */
export const vehicleKinds = {
  tanker: '罐式车辆',
  box: '厢式车辆',
  rack: '栏板车辆',
  tractor: '牵引车',
  tube: '管束式集装箱车',
} as const
export type VehicleKind = keyof typeof vehicleKinds

/** Colours of plates, as registration 0x0100 of JT/T 808 codes them. */
export const plateColors = { 1: '蓝', 2: '黄', 3: '黑', 4: '白', 5: '绿', 94: '渐变绿' } as const

/** Classes and divisions of hazardous goods. GB 6944-2012 §4. */
export const hazardClasses = {
  '1': '第 1 类 爆炸品',
  '2.1': '2.1 项 易燃气体',
  '2.2': '2.2 项 非易燃无毒气体',
  '2.3': '2.3 项 毒性气体',
  '3': '第 3 类 易燃液体',
  '4.1': '4.1 项 易燃固体、自反应物质',
  '4.2': '4.2 项 易于自燃的物质',
  '4.3': '4.3 项 遇水放出易燃气体的物质',
  '5.1': '5.1 项 氧化性物质',
  '5.2': '5.2 项 有机过氧化物',
  '6.1': '6.1 项 毒性物质',
  '6.2': '6.2 项 感染性物质',
  '7': '第 7 类 放射性物质',
  '8': '第 8 类 腐蚀性物质',
  '9': '第 9 类 杂项危险物质',
} as const
export type HazardClass = keyof typeof hazardClasses

export const duties = { driver: '驾驶员', escort: '押运员' } as const

/** What a fence stands around. */
export const fenceKinds = {
  school: '学校',
  crowd: '人员密集场所',
  water: '饮用水水源保护区',
  tunnel: '隧道',
  bridge: '桥梁',
  slope: '长下坡',
  expressway: '高速公路',
  road: '禁限行道路',
  depot: '停车场和装卸点',
  border: '辖区边界',
} as const
export type FenceKind = keyof typeof fenceKinds

/** What holds inside a fence, in its days and hours. */
export const fenceRules = {
  'no-entry': '禁止进入',
  speed: '限速',
  'no-stop': '禁止停车',
  note: '进出登记',
  depot: '可以停车',
} as const
export type FenceRule = keyof typeof fenceRules

/** What is noticed of a vehicle, and how pressing that is: 1 at once, 2 today, 3 to know. */
export const alertKinds = {
  panic: { title: '紧急报警', level: 1 },
  collision: { title: '碰撞侧翻', level: 1 },
  'forbidden-entry': { title: '进入禁行区', level: 1 },
  offline: { title: '载货离线', level: 1 },
  'off-route': { title: '偏离路线', level: 2 },
  stop: { title: '途中停车', level: 2 },
  'forbidden-stop': { title: '禁停区停车', level: 2 },
  overspeed: { title: '超速', level: 2 },
  fatigue: { title: '疲劳驾驶', level: 2 },
  driving: { title: '驾驶行为', level: 2 },
  terminal: { title: '终端故障', level: 3 },
  crossing: { title: '进出登记', level: 3 },
} as const
export type AlertKind = keyof typeof alertKinds

/** Why an alert was as it was. */
export const causes = { true: '属实', false: '误报', permitted: '经批准', test: '测试' } as const
export type Cause = keyof typeof causes

/** Orders to a vehicle. */
export const orderKinds = {
  text: '发送文字',
  track: '临时跟踪',
  photo: '拍照',
  interval: '修改上报间隔',
  limit: '设置限速',
  listen: '监听',
  lock: '锁车门',
  unlock: '开车门',
  cut: '断开动力',
  restore: '恢复动力',
} as const
export type OrderKind = keyof typeof orderKinds

/** How an order stands: `asked` waits for a second person, everything from `waiting` on is the gateway's word. */
export const orderStates = {
  asked: '待复核',
  lapsed: '逾时未复核',
  rejected: '复核不同意',
  waiting: '待发送',
  sent: '已发送，等应答',
  answered: '终端已执行',
  refused: '终端拒绝',
  unanswered: '终端未应答',
  expired: '过期未发',
  withdrawn: '已撤回',
} as const
export type OrderState = keyof typeof orderStates

/** Why the gateway has not sent yet. */
export const heldWords = {
  'no-place': '还没有收到过这辆车的定位',
  'place-old': '最新定位太旧',
  clock: '终端时钟不准，定位时间不可信',
  speed: '车速高于允许值',
  moved: '车辆已离开复核时的位置',
  busy: '通信线路繁忙',
  silent: '终端没有回答现在的位置',
  udp: '终端用 UDP 连接，不能保证不迟到',
  unwritable: '这种终端写不出这条指令',
} as const
