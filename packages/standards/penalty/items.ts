/** One conduct the Work Safety Law (安全生产法, 2021) punishes; the number is that of the article, then of the item in it. */
export interface PenaltyItem {
  readonly id: string
  readonly conduct: string
  /** Clause cited in documents. */
  readonly basis: string
  readonly subject: PenaltySubject
}

export const penaltySubjects = {
  unit: '生产经营单位',
  agency: '评价、认证、检测、检验机构',
  contractor: '施工单位',
  principal: '主要负责人',
  manager: '其他负责人、安全生产管理人员',
  investor: '个人经营的投资人',
  worker: '从业人员',
} as const
export type PenaltySubject = keyof typeof penaltySubjects

/** What a range of fines is for: the first decision, one after a term passed, persons beside the unit, an accident. */
export const penaltyStages = {
  first: '首次查处',
  overdue: '逾期未改或拒不改正',
  person: '直接负责的主管人员和其他直接责任人员',
  accident: '发生生产安全事故',
} as const
export type PenaltyStage = keyof typeof penaltyStages

const item = (id: string, basis: string, conduct: string, subject: PenaltySubject = 'unit'): PenaltyItem => ({
  id,
  conduct,
  basis: `安全生产法${basis}`,
  subject,
})

/** Conducts of arts. 92–114 in the order of the law (enforcement.md §6). */
export const penaltyItems: readonly PenaltyItem[] = [
  item('92-1', '第九十二条第一款', '出具失实报告', 'agency'),
  item('92-2', '第九十二条第二款', '租借资质、挂靠、出具虚假报告', 'agency'),
  item('93-1', '第九十三条', '不保证安全生产所必需的资金投入，致使不具备安全生产条件', 'investor'),
  item('94-1', '第九十四条', '未履行主要负责人的安全生产管理职责', 'principal'),
  item('95', '第九十五条', '未履行安全生产管理职责，导致发生生产安全事故', 'principal'),
  item('96', '第九十六条', '未履行安全生产管理职责', 'manager'),
  item('97-1', '第九十七条第一项', '未按规定设置安全生产管理机构或者配备安全生产管理人员、注册安全工程师'),
  item('97-2', '第九十七条第二项', '主要负责人、安全生产管理人员未按规定经考核合格'),
  item('97-3', '第九十七条第三项', '未按规定进行安全生产教育和培训，或者未如实告知有关事项'),
  item('97-4', '第九十七条第四项', '未如实记录安全生产教育和培训情况'),
  item('97-5', '第九十七条第五项', '未如实记录事故隐患排查治理情况，或者未向从业人员通报'),
  item('97-6', '第九十七条第六项', '未按规定制定应急救援预案或者未定期组织演练'),
  item('97-7', '第九十七条第七项', '特种作业人员未按规定取得资格上岗作业'),
  item('98-1', '第九十八条第一项', '建设项目未按规定进行安全评价'),
  item('98-2', '第九十八条第二项', '建设项目没有安全设施设计，或者设计未按规定报经审查同意'),
  item('98-3', '第九十八条第三项', '施工单位未按批准的安全设施设计施工', 'contractor'),
  item('98-4', '第九十八条第四项', '安全设施未经验收合格即投入生产或者使用'),
  item('99-1', '第九十九条第一项', '未设置明显的安全警示标志'),
  item('99-2', '第九十九条第二项', '安全设备的安装、使用、检测、改造和报废不符合标准'),
  item('99-3', '第九十九条第三项', '未对安全设备进行经常性维护、保养和定期检测'),
  item('99-4', '第九十九条第四项', '关闭、破坏监控报警防护救生设备设施，或者篡改、隐瞒、销毁数据'),
  item('99-5', '第九十九条第五项', '未提供符合标准的劳动防护用品'),
  item('99-6', '第九十九条第六项', '危险物品的容器、运输工具和有关特种设备未经检验合格投入使用'),
  item('99-7', '第九十九条第七项', '使用应当淘汰的危及生产安全的工艺、设备'),
  item('99-8', '第九十九条第八项', '餐饮等行业使用燃气未安装可燃气体报警装置'),
  item('100', '第一百条', '未经批准擅自生产、经营、运输、储存、使用危险物品或者处置废弃危险物品'),
  item('101-1', '第一百零一条第一项', '危险物品未建立专门管理制度或者未采取可靠的安全措施'),
  item('101-2', '第一百零一条第二项', '重大危险源未登记建档，未定期检测、评估、监控，未制定应急预案或者未告知应急措施'),
  item('101-3', '第一百零一条第三项', '危险作业未安排专门人员现场安全管理'),
  item('101-4', '第一百零一条第四项', '未建立安全风险分级管控制度或者未采取管控措施'),
  item('101-5', '第一百零一条第五项', '未建立事故隐患排查治理制度，或者重大事故隐患未按规定报告'),
  item('102', '第一百零二条', '未采取措施消除事故隐患'),
  item('103-1', '第一百零三条第一款', '将项目、场所、设备发包或者出租给不具备条件的单位或者个人'),
  item('103-2', '第一百零三条第二款', '未与承包、承租单位签订安全生产管理协议或者未统一协调、管理'),
  item('103-3a', '第一百零三条第三款', '矿山、金属冶炼等建设项目的施工单位未按规定进行安全管理', 'contractor'),
  item('103-3b', '第一百零三条第三款', '倒卖、出租、出借、挂靠或者非法转让施工资质', 'contractor'),
  item('104', '第一百零四条', '同一作业区域内的单位未签订安全生产管理协议或者未指定专人协调'),
  item('105-1', '第一百零五条第一项', '危险物品车间、商店、仓库与员工宿舍同楼或者距离不符合要求'),
  item('105-2', '第一百零五条第二项', '生产经营场所、员工宿舍出口、疏散通道不符合要求或者被占用、锁闭、封堵'),
  item('106', '第一百零六条', '与从业人员订立协议免除或者减轻伤亡事故责任', 'principal'),
  item('107', '第一百零七条', '从业人员不服从管理，违反规章制度或者操作规程', 'worker'),
  item('108', '第一百零八条', '拒绝、阻碍依法实施监督检查'),
  item('109', '第一百零九条', '高危行业、领域单位未按规定投保安全生产责任保险'),
  item('110', '第一百一十条', '事故发生时不组织抢救、擅离职守、逃匿，或者隐瞒不报、谎报、迟报', 'principal'),
  item('112', '第一百一十二条', '责令改正并罚款后拒不改正，按日连续处罚'),
  item('113', '第一百一十三条', '符合提请关闭、吊销证照情形'),
  item('114-1', '第一百一十四条第一项', '对一般事故发生负有责任'),
  item('114-2', '第一百一十四条第二项', '对较大事故发生负有责任'),
  item('114-3', '第一百一十四条第三项', '对重大事故发生负有责任'),
  item('114-4', '第一百一十四条第四项', '对特别重大事故发生负有责任'),
]

/** A conduct by its number. */
export const findPenaltyItem = (id: string): PenaltyItem | undefined => penaltyItems.find((one) => one.id === id)
