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

/** What was seen, by category; the item itself stands before it in the title. */
const SEEN: Readonly<Record<string, readonly string[]>> = {
  '01': ['现场负责人说正在补办', '两名工人在场，已当场劝停', '上月提醒过，这次仍没有改'],
  '02': ['仓库里有三种物料混在一起，已请企业先分开', '阀门处有渗迹，已请企业停用', '没有标签，企业说不清来源'],
  '05': ['在建车间，五名工人在作业', '塔吊附近没有警戒线', '工地负责人不在，已留电话'],
  '06': ['占了通道约一半，已口头劝导', '涉及两处，住户答应三天内清走', '上次清过，又堆上了'],
  '07': ['检验标志过期两个月', '操作人员拿不出证件', '有轻微异味，已请停用并通风'],
  '08': ['放学时段车多人多', '水边没有警示牌，孩子常去', '村口视线被遮挡，本月有过剐蹭'],
  '10': ['一楼加工、二楼住人', '门口只有一个出口', '新开的，还没有登记'],
  '11': ['气味大，周边三户反映过', '风大时尘土飞扬', '沟里水发黑，约三十米长'],
  '12': ['刚打地基，已请停工等核实', '占地约二十平方米', '没有看到审批公示牌'],
  '13': ['流动加油车停在村口', '没有挂证，负责人说在办', '早上摆摊，堵了半条路'],
  '14': ['约两车，需要清运', '沿街十几米', '清理过又出现'],
  '15': ['已摆放临时警示', '夜间看不清，老人走动多', '坑洞约半米宽，车辆绕行'],
  '16': ['堵了消防车道入口', '占了半边路', '已联系车主，没有来'],
  '17': ['双方愿意调解', '争的是排水沟，吵过两次', '已上门一次，情绪平稳'],
  '21': ['七名工人反映两个月没有发', '工人已到村委会说明情况', '企业说下周解决，需要跟踪'],
  '25': ['老人行动不便，需要上门办', '材料已核对，请帮助提交', '子女在外，需要定期看望'],
}

export const seenOf = ({ category }: EventItem, dice: Dice): string => dice.pick(SEEN[category] ?? ['现场一处'])

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
