import type { MeasureType } from '#modules/measure/model/codes.ts'

/** A danger that could not wait, and what was ordered. */
export interface Danger {
  type: MeasureType
  what: string
  scope: string
  condition: string
  items?: readonly { name: string; spec: string; qty: string; condition: string }[]
}

/** Dangers of the trades of the city; written for the demo. */
export const dangers: readonly Danger[] = [
  {
    type: 'stop-use',
    what: '3 号反应釜高压联锁被短接摘除，安全阀校验过期，仍带压运行，随时可能超压',
    scope: '二车间 3 号反应釜及附属管线停止使用',
    condition: '恢复联锁并经第三方测试，安全阀校验合格，企业自查验收报告齐全',
  },
  {
    type: 'halt',
    what: '喷漆房通风停运，现场可燃气体检测报警器全部离线，员工仍在作业',
    scope: '喷涂车间暂时停产',
    condition: '通风和报警系统恢复运行并试车三个班次，岗位人员重新培训',
  },
  {
    type: 'withdraw',
    what: '有限空间作业未审批、未检测，无人监护，池内三人作业',
    scope: '污水处理站调节池内全部作业人员撤出，停止作业',
    condition: '制定有限空间作业方案，配齐检测、通风、救援器材，监护人到位',
  },
  {
    type: 'stop-building',
    what: '改建罐区未经安全设施设计审查即动火施工，与在用储罐间距不足',
    scope: '罐区改建工程停止施工',
    condition: '安全设施设计审查通过，施工方案经专家论证',
  },
  {
    type: 'seal',
    what: '在未经许可的仓库内储存硝酸铵、过硫酸铵，与生活区相邻，无报警和灭火设施',
    scope: '厂区西北角三号仓库及其储存的物品',
    condition: '物品转移至具备条件的仓库，查明来源和许可',
    items: [
      { name: '硝酸铵', spec: '工业级，50 kg/袋', qty: '2 吨', condition: '包装完好' },
      { name: '过硫酸铵', spec: '25 kg/袋', qty: '0.6 吨', condition: '部分受潮' },
      { name: '三号仓库', spec: '砖混，120 平方米', qty: '1 处', condition: '加贴封条' },
    ],
  },
  {
    type: 'impound',
    what: '使用的气瓶无制造许可标识，超过检验期仍在充装',
    scope: '充装间内无标识和超期的气瓶',
    condition: '经检验机构检验合格，或者依法处理',
    items: [
      { name: '氧气瓶', spec: '40 L', qty: '18 只', condition: '超期未检' },
      { name: '氩气瓶', spec: '40 L', qty: '6 只', condition: '无制造标识' },
    ],
  },
]
