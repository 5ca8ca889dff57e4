import { type EventItem, eventItems } from '#modules/event/model/catalogue.ts'
import type { Dice } from '../dice.ts'

/** Categories of what is found at an enterprise. */
const AT_ENTERPRISES = ['01', '02', '05', '06', '07', '10', '11', '21']
/** Categories of what is found in a village; those about persons by name are left out of a demo. */
const IN_VILLAGES = ['06', '06', '08', '10', '11', '12', '13', '14', '14', '15', '15', '16', '17', '25']

const itemsOf = new Map(
  [...AT_ENTERPRISES, ...IN_VILLAGES].map((code) => [code, eventItems.filter(({ category }) => category === code)]),
)

/** Draws what was found. */
export const itemAt = (atEnterprise: boolean, dice: Dice): EventItem =>
  dice.pick(itemsOf.get(dice.pick(atEnterprise ? AT_ENTERPRISES : IN_VILLAGES)) ?? eventItems)

/** What was seen, item by item in the order of the catalogue; the item itself stands before it in the title. */
const SEEN: Readonly<Record<string, string>> = {
  '01': '营业执照地址和现场对不上、只有兼职的一个人在管、自查本停在三个月前、传送带没有防护罩、无证焊接，已劝停、污水池边没有警示和检测仪、库房旁动火没有审批',
  '02': '没有许可证卖稀释剂、仓库存量超过核定、氧化剂和易燃物放在一起、法兰处有渗迹，已请停用、卸车没有人看护、废桶露天堆在墙边',
  '05': '五名工人没有戴、三层楼面没有护栏、吊物下面有人走动、连墙件少了几处、坑边堆土太近、施工方拿不出许可',
  '06': '杂物占了通道约一半，已口头劝导、四具灭火器压力不足、库房里住了两个人、电动车从窗户拉线充电、楼后堆了一人高的秸秆、二楼转角没有标志',
  '07': '停运两天没有人修、操作工没有证、检验过期两个月、闻到气味，已请停用并通风、气瓶没有帽、无证开叉车，已劝停',
  '08': '玉米秆挡住视线，本月有过剐蹭、面包车坐了十一个人、接送车没有标牌、渡口没有救生圈、水边没有警示牌，孩子常去',
  '10': '一楼加工二楼住人、一户隔成九间出租、油炸作坊没有排风、只有一个出口、新开的，还没有登记',
  '11': '沟里水发黑，约三十米长、周边三户反映过、风大时尘土飞扬、地头在烧秸秆，已劝灭、夜里倒的建筑垃圾、夜间切割声，睡不着',
  '12': '刚打地基，已请停工等核实、田里硬化约二十平方米、占了消防通道、夜里挖土外运、没有看到审批公示牌',
  '13': '流动加油车停在村口、民房里带九个孩子、输液没有证照、早上摆摊，堵了半条路',
  '14': '约两车，需要清运、沿街十几米、电线杆上都是、线垂到人头高、墙角污水多，有蚊虫',
  '15': '已摆放临时警示、三盏不亮，老人走动多、坑洞约半米宽，车辆绕行、路面渗水，已经下沉、被车撞断一段',
  '16': '堵了消防车道入口、占了盲道二十米、小客车揽客、石墩挡住村道',
  '17': '为排水沟吵过两次，愿意调解、双方情绪平稳，愿意调解、地界对不上，需要丈量、物业费和漏水扯不清、对收费有疑问，愿意协商、工程款尾款没有结清',
  '21': '七名工人反映两个月没有发、工人已到村委会说明情况、车间停了一周，工人在等消息、暑期工看着不满十六岁',
  '25': '材料已核对，请帮助提交、子女在外，需要定期看望、轮椅坏了，请联系更换、老人行动不便，需要上门办、想在镇上找活，请帮助推荐',
}

/** What was seen of an item. */
export const seenOf = ({ category, code }: EventItem): string =>
  SEEN[category]?.split('、')[Number(code.slice(2)) - 1] ?? '现场一处'

const PLACES = ['村委会东侧路口', '主街中段', '幼儿园门口', '村西排水沟', '文化广场北侧', '二排 5 号门前', '村口桥头']
const SITES = ['厂区北门', '一车间', '成品库门口', '配电室外', '宿舍楼一层', '装卸区', '西侧围墙']

export const placeOf = (atEnterprise: boolean, dice: Dice): string => dice.pick(atEnterprise ? SITES : PLACES)

const DONE: Readonly<Record<string, readonly string[]>> = {
  safety: ['现场已整改到位，负责人签了字', '已停用并更换，复查正常', '已清理，约定每周自查'],
  order: ['已清运干净，现场恢复', '已修复，群众认可', '已劝离并立了告示牌'],
  stability: ['双方签了调解书', '已落实到人，工资当天发放', '已上门三次，矛盾化解'],
  service: ['已代办完成，本人收到', '已上门办好，安排每月看望'],
}

export const doneOf = (group: string, dice: Dice): string => dice.pick(DONE[group] ?? DONE.order ?? [])
