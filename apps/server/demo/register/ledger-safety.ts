import { addDays } from '#standards/calendar/local-date.ts'
import type { LedgerMaker } from './ledgers.ts'
import { mobile, personName } from './names.ts'
import { tankFor } from './stock.ts'

/** 安全管理机构: a plant has a department, a shop a person. */
export const safetyOrg: LedgerMaker = ({ values, trade, dice, on, large }) => {
  const staff = Number(values.staffCount)
  const fulltimeCount = staff > 100 ? Math.ceil(staff / 100) + 1 : staff > 20 ? 1 : 0
  return [
    {
      orgName: staff > 100 ? '安全环保部' : staff > 20 ? '安全管理办公室' : '安全管理人员',
      orgSet: staff > 100 || trade.category.startsWith('hazchem_production'),
      head: String(values.safetyDirector),
      headPhone: String(values.safetyDirectorPhone),
      fulltimeCount,
      parttimeCount: fulltimeCount === 0 ? 1 : dice.whole(0, 3),
      cseCount: large ? 1 + Math.floor(staff / 400) : 0,
      specialOperatorCount: operatorCount(staff, trade.operators?.length ?? 0),
      dutyListDone: dice.next() < 0.9,
      insuranceLiability: trade.category.startsWith('hazchem') || dice.next() < 0.5,
      ...(large ? { insuranceUntil: on(dice.whole(-20, 340)), insuranceAmountWan: dice.pick([300, 500, 1000]) } : {}),
    },
  ]
}

const operatorCount = (staff: number, kinds: number): number => Math.min(Math.ceil(staff / 12), kinds * 4)

/** 人员持证: principal and manager everywhere, special operators where the trade has them; some run out soon, a few have. */
export const certificates: LedgerMaker = ({ values, trade, dice, on, large }) => {
  const fireworksOrChemical = trade.licence !== undefined
  const office = fireworksOrChemical || large || Number(values.staffCount) > 60
  const operators = large ? (trade.operators ?? []) : (trade.operators ?? []).slice(0, 1)
  const each = large ? Math.min(3, Math.max(1, Math.floor(Number(values.staffCount) / 60))) : 1
  const held = (personName: string, post: string, personKind: string, certificateKind: string, years: number) => {
    const validTo = on(dice.whole(-25, years * 365 - 30))
    return {
      personName,
      post,
      personKind,
      certificateKind,
      certificateNumber: `${certificateKind === '03' ? 'T' : ''}3705${dice.digits(10)}`,
      issuer: certificateKind === '04' ? '东营市市场监督管理局' : '山东省应急管理厅',
      validFrom: addDays(validTo, -years * 365),
      validTo,
      employed: true,
    }
  }
  return [
    ...(office ? [held(String(values.principal), '主要负责人', '01', '01', 3)] : []),
    ...(office ? [held(String(values.safetyDirector), '安全总监', '02', '02', 3)] : []),
    ...operators.flatMap((kind) => Array.from({ length: each }, () => held(personName(dice), kind, '03', '03', 6))),
    ...(large && trade.machines?.some(([, , special]) => special)
      ? [held(personName(dice), '叉车司机', '04', '04', 4), held(personName(dice), '压力容器操作', '04', '04', 4)]
      : []),
  ]
}

/** 主要设备设施: what the trade works with; special equipment with its registration and next inspection. */
export const equipment: LedgerMaker = ({ trade, dice, on, large }) =>
  (trade.machines ?? []).slice(0, large ? undefined : 2).map(([equipmentName, equipmentKind, special], at) => ({
    equipmentNumber: `SB-${String(at + 1).padStart(3, '0')}`,
    equipmentName,
    equipmentKind,
    isSpecial: special === 'special',
    ...(special ? { registrationNumber: `容${dice.digits(2)}鲁E${dice.digits(5)}（${dice.whole(12, 24)}）` } : {}),
    putInUseOn: on(-dice.whole(400, 4800)),
    quantity: equipmentName === '加油机' ? dice.whole(2, 8) : dice.whole(1, 6),
    location: trade.place === 'street' ? '经营场所' : dice.pick(['一车间', '二车间', '公用工程房', '库区']),
    ...(special || equipmentKind === '31' ? { nextCheckOn: on(dice.whole(-15, 700)) } : {}),
    state: dice.next() < 0.93 ? '1' : dice.pick(['2', '4']),
  }))

/** 重点监管工艺. */
export const processes: LedgerMaker = ({ values, trade, dice }) =>
  (trade.processes ?? []).map(({ name, code, medium }) => ({
    processName: name,
    hazardProcess: code,
    medium,
    autoControl: Number(values.staffCount) > 150 ? '4' : '3',
    sis: Number(values.staffCount) > 150,
    persons: dice.whole(3, 9),
    limitedSpaceCount: dice.whole(1, 14),
    state: '1',
  }))

/** 危险化学品: with a major hazard installation the store is what was graded, without one it stays below the threshold. */
export const chemicals: LedgerMaker = ({ stores }) =>
  stores.map(({ chemical, tonnes }) => ({
    chemicalName: chemical.name,
    ...(chemical.cas ? { cas: chemical.cas } : {}),
    role: chemical.role,
    physicalState: chemical.state,
    isPriority: chemical.priority ?? false,
    isToxic: chemical.toxic ?? false,
    maxStorageTonnes: tonnes,
    storageMode: chemical.kept,
    storagePlace: chemical.kept === '1' ? '罐区' : chemical.kept === '3' ? '气瓶间' : '危险化学品库',
  }))

/** 储罐与仓库: the design quantity follows from volume, filling and density. */
export const tanks: LedgerMaker = ({ stores, trade, dice }) =>
  stores
    .filter(({ chemical }) => chemical.kept === '1' && chemical.density)
    .map(({ chemical, tonnes }, at) => ({
      storeNumber: `V-${101 + at}`,
      storeName: trade.industry === '5265' ? `${chemical.name}埋地罐组` : `${chemical.name}储罐组`,
      storeKind: '1',
      mediumName: chemical.name,
      ...tankFor(tonnes, chemical.density as number),
      fireClass: chemical.name === '柴油' ? '丙' : chemical.name === '氨' ? '乙' : '甲',
      shutoff: true,
      gasDetectors: dice.whole(2, 12),
    }))

/** 教育培训. */
export const trainings: LedgerMaker = ({ values, dice, on, large }) => {
  const staff = Number(values.staffCount)
  const held = (courseName: string, trainingKind: string, hours: number, share: number) => {
    const trainees = Math.max(1, Math.round(staff * share))
    return {
      courseName,
      trainingKind,
      startedOn: on(-dice.whole(8, 340)),
      hours,
      trainees,
      passed: Math.max(1, trainees - (trainees > 10 ? dice.whole(0, 2) : 0)),
    }
  }
  return [
    held('全员安全生产年度再培训', '02', 20, 0.95),
    ...(large ? [held('新入厂人员三级安全教育', '01', 72, 0.06), held('班组长安全能力提升', '99', 16, 0.08)] : []),
  ]
}

/** 安全投入 of last year, by purpose. */
export const spendings: LedgerMaker = ({ values, dice, on, large }) => {
  if (!large) return []
  const spentOn = on(-dice.whole(30, 300))
  const year = Number(spentOn.slice(0, 4))
  const base = Number(values.staffCount) / 10
  return ['安全设施维护', '劳动防护用品', '检测检验和评价'].map((purpose, at) => ({
    year,
    purpose,
    amountWan: Math.round(base * (3 - at) * 10) / 10 + 0.5,
    spentOn,
  }))
}

/** 安全承诺 of whoever handles dangerous things, renewed through the year. */
export const pledges: LedgerMaker = ({ values, trade, dice, on }) => {
  if (!trade.licence) return []
  const pledgedOn = on(-dice.whole(1, 355))
  return [
    {
      pledgedOn,
      pledgedBy: String(values.principal),
      content: '落实全员安全生产责任制，保证安全投入，特殊作业严格审批，按期消除隐患。',
      validTo: addDays(pledgedOn, 364),
    },
  ]
}

/** 应急资源. */
export const resources: LedgerMaker = ({ values, trade, dice, on, large }) => {
  const keeper = String(values.safetyDirector)
  const thing = (resourceName: string, resourceKind: string, quantity: number, unit: string) => ({
    resourceKind,
    resourceName,
    quantity,
    unit,
    keeper,
    checkedOn: on(-dice.whole(2, 60)),
  })
  const extinguishers = thing(
    '手提式干粉灭火器',
    '02',
    dice.whole(4, 10) + Math.ceil(Number(values.staffCount) / 8),
    '具',
  )
  if (!large) return [extinguishers]
  return [
    { ...extinguishers, keeperPhone: mobile(dice) },
    thing('正压式空气呼吸器', '03', dice.whole(2, 8), '套'),
    thing('急救药箱', '06', dice.whole(1, 4), '个'),
    ...(trade.place === 'street'
      ? []
      : [thing('消防水池', '09', dice.whole(300, 3000), 'm³'), thing('兼职应急救援队', '01', 1, '支')]),
  ]
}
