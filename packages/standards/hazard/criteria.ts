/** A national criterion for major hazards (重大事故隐患判定标准); any one condition is enough (hazards.md §6). */
export interface Criterion {
  code: string
  /** Short Chinese label; the official text is in the standard itself. */
  name: string
  sector: keyof typeof criterionStandards
}

/** The standards the criteria stand in, each with the day from which it holds. */
export const criterionStandards = {
  industry_trade: { title: '工贸企业重大事故隐患判定标准（应急管理部令第10号）', from: '2023-05-15' },
  hazchem: {
    title: '化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（安监总管三〔2017〕121号）',
    from: '2017-11-13',
  },
  fireworks: {
    title: '烟花爆竹生产经营单位重大生产安全事故隐患判定标准（安监总管三〔2017〕121号）',
    from: '2017-11-13',
  },
  noncoal_mine: { title: '金属非金属矿山重大事故隐患判定标准（矿安〔2022〕88号）', from: '2022-09-01' },
} as const

const rows = (sector: Criterion['sector'], list: string): Criterion[] =>
  list.split(' ').map((row) => {
    const [code = '', name = ''] = row.split(':')
    return { code, name, sector }
  })

export const criteria: readonly Criterion[] = [
  ...rows(
    'industry_trade',
    `GM1:承包承租未统一管理 GM2:特种作业无证 GM3:金属冶炼人员未考核 GY1:冶金-聚集场所/修工位 GY2:冶金-积水 GY3:冶金-应急收集缺失 GY4:冶金-水冷监测 GY5:冶金-高炉炉顶压力 GY6:冶金-煤气场所CO报警 GY7:冶金-煤气隔断 GY8:冶金-排水器 GF1:有色-聚集场所 GF2:有色-积水 GF3:有色-应急排放 GF4:有色-应急水源 GF5:有色-水冷监测 GF6:深井铸造-结晶器冷却水 GF7:深井铸造-液位/锁紧 GF8:深井铸造-固定炉切断 GF9:深井铸造-倾动炉切断 GF10:深井铸造-钢丝绳 GF11:有色-有毒气体报警 GF12:有色-燃气总管 GF13:有色-煤气排水器 GB1:建材-煤磨/煤粉仓 GB2:建材-人工清库 GB3:建材-电石渣库 GB4:建材-进入窑磨等 GB5:建材-预混燃烧窑炉 GB6:建材-制氢/配气间 GB7:建材-电熔炉水冷 GB8:建材-玻璃窑/锡槽 GJ1:机械-聚集场所 GJ2:机械-应急排放 GJ3:机械-积水 GJ4:机械-水冷监测 GJ5:机械-燃气燃烧 GJ6:机械-溶剂清洗 GJ7:机械-喷漆调漆 GQ1:轻工-烘制油炸 GQ2:轻工-白酒 GQ3:轻工-液氯钢瓶 GQ4:轻工-预混窑炉 GQ5:轻工-玻璃窑冷却 GQ6:轻工-喷漆调漆 GQ7:轻工-锂电仓库 GT1:纺织-热定型设施 GT2:纺织-禁忌混存 GC1:烟草-熏蒸 GC2:烟草-膨胀烟丝 GD1:粉尘-建构筑物/聚集 GD2:粉尘-共用系统 GD3:粉尘-无控爆措施 GD4:粉尘-正压 GD5:粉尘-沉降室/巷道 GD6:粉尘-锁气卸灰 GD7:粉尘-20区电气 GD8:粉尘-除铁/火花探测 GD9:粉尘-遇湿自燃 GD10:粉尘-清理 GL1:液氨-直接蒸发空调 GL2:液氨-速冻间 GE1:有限空间-辨识台账警示 GE2:有限空间-审批监护 GX:设施失效`,
  ),
  ...rows(
    'hazchem',
    `H1:负责人/安管未考核 H2:特种作业无证 H3:外部防护距离 H4:自动化控制 H5:罐区紧急切断/SIS H6:液化烃注水 H7:万向管道充装 H8:剧毒管道穿越 H9:架空线穿越 H10:未经正规设计 H11:淘汰工艺设备 H12:报警/防爆 H13:控制室抗爆防火 H14:双重电源/UPS H15:安全附件 H16:责任制/隐患制度 H17:操作规程/指标 H18:特殊作业 H19:新工艺/精细化工评估 H20:储存`,
  ),
  ...rows(
    'fireworks',
    `F1:负责人/安管未考核 F11:涉药机械未论证或擅改 F2:无证作业/带药检维修 F12:中转库/药库/成品库与产能不匹配 F3:自带工具设备涉药作业 F13:责任制/隐患制度缺失 F4:工库房超员 F14:出租出借转让冒用许可证 F5:工库房超量 F15:超许可范围或用违禁药物 F6:安全距离/防护屏障不足 F16:分包转包生产线工库房 F7:防静电防火防雷缺失 F17:一证多厂/多股东独立生产 F8:擅改用途/违规搭建 F18:证过期、停产整顿、恶劣天气仍生产 F9:围墙缺失/分区不符 F19:存放其他爆炸物或违禁超标产品 F10:氧化剂还原剂混存混工 F20:零售点与住宅同楼或场所用明火`,
  ),
  ...rows(
    'noncoal_mine',
    `M1:安全出口 M2:禁止设备材料工艺 M3:井巷贯通 M4:图纸 M5:露天转地下 M6:防治水 M7:自燃/顶板/采空区/地压 M8:通风与自救 M9:提升运输 M10:供电与监测 M11:建设与产量 M12:发包/动火/人员 O1:露天-转采/空区 O2:露天-开采顺序 O3:露天-边坡 O4:露天-排水 O5:露天-道路/排土场 T1:尾矿-危险活动 T2:尾矿-坝坡/坝高/库容 T3:尾矿-干滩/浸润线/排洪`,
  ),
]

/** A criterion that holds on a day; undefined when there is none of this code, or its standard was not in force yet. */
export function criterionOf(code: string, on: string): Criterion | undefined {
  const found = criteria.find((criterion) => criterion.code === code)
  return found && criterionStandards[found.sector].from <= on ? found : undefined
}
