import type { Value } from '#modules/enterprise/model/values.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import type { LedgerMaker } from './ledgers.ts'

/** 生产经营场所. */
export const sites: LedgerMaker = ({ values, trade, dice, large }) => {
  const staff = Number(values.staffCount)
  const kind =
    trade.industry === '5265' ? '06' : trade.place === 'street' ? '05' : trade.category.includes('mine') ? '07' : '01'
  const main = {
    siteName: kind === '01' ? '主厂区' : kind === '06' ? '站区' : kind === '07' ? '采区' : '经营场所',
    address: String(values.address),
    siteKind: kind,
    ownership: kind === '05' ? '2' : dice.pick(['1', '1', '2']),
    buildingAreaM2: kind === '05' ? 40 + staff * 12 : 600 + staff * 60,
    personsOnSite: Math.max(1, Math.ceil(staff * 0.6)),
    lodging: false,
    startedOn: String(values.establishedOn),
  }
  if (!large || trade.place !== 'park') return [main]
  return [
    main,
    {
      ...main,
      siteName: '办公区',
      siteKind: '04',
      buildingAreaM2: 300 + staff * 6,
      personsOnSite: Math.max(1, Math.ceil(staff * 0.15)),
    },
  ]
}

/** 证照: the business licence, and that of the trade with its term; some run out soon, a few have. */
export const licences: LedgerMaker = ({ values, trade, village, dice, on, day }) => {
  const business = {
    licenceKind: 'BL',
    licenceNumber: String(values.creditCode ?? `未换发-${dice.digits(6)}`),
    issuer: '市场监督管理局',
    scope: trade.scope,
    validFrom: String(values.establishedOn),
    validTo: '2099-12-31',
    state: '1',
  }
  if (!trade.licence) return [business]
  const [licenceKind, prefix] = trade.licence
  const validTo = on(dice.whole(-45, 1000))
  const validFrom = addDays(validTo, -1095)
  const soon = validTo < on(90)
  return [
    business,
    {
      licenceKind,
      licenceNumber: `${prefix}〔${validFrom.slice(0, 4)}〕${village.code.slice(0, 6)}${dice.digits(4)}`,
      issuer: licenceKind === 'AQ' ? '山东省应急管理厅' : `${village.county}应急管理局`,
      scope: trade.scope,
      issuedOn: validFrom,
      validFrom,
      validTo,
      state: validTo < day ? '3' : soon ? '2' : '1',
    },
  ]
}

/** 安全标准化. */
export const standardization: LedgerMaker = ({ values, trade, village, dice, on, day, large }) => {
  const staff = Number(values.staffCount)
  if (!large && dice.next() > (staff > 20 ? 0.55 : 0.2)) return []
  const grade = staff > 600 ? '2' : staff > 20 ? '3' : '4'
  const validTo = on(dice.whole(-40, 1000))
  return [
    {
      certificateNumber: `鲁AQB${trade.industry}${grade}${validTo.slice(0, 4)}${dice.digits(4)}`,
      grade,
      score: dice.whole(grade === '2' ? 80 : 65, 94),
      ratingAuthority:
        grade === '2' ? '山东省应急管理厅' : grade === '3' ? '东营市应急管理局' : `${village.county}应急管理局`,
      approvedOn: addDays(validTo, -1095),
      validTo,
      state: validTo < day ? '3' : '1',
    },
  ]
}

/** 职业病危害因素 of the workplaces the trade has. */
export const occupationalHazards: LedgerMaker = ({ values, trade, dice, on, large }) => {
  const staff = Number(values.staffCount)
  const limits: Record<string, readonly [limit: number, unit: string]> = {
    '1': [4, 'mg/m³'],
    '2': [10, 'mg/m³'],
    '3': [85, 'dB(A)'],
  }
  return (trade.factors ?? []).map(([factorKind, factorName, workplace]) => {
    const exposedCount = Math.max(1, Math.round(staff * (0.1 + dice.next() * 0.3)))
    const [limitValue, testUnit] = limits[factorKind] as readonly [number, string]
    const measured: Record<string, Value> = ['高温', '低温'].includes(factorName)
      ? {}
      : { testValue: Math.round(limitValue * (0.3 + dice.next() * 0.75) * 10) / 10, limitValue, testUnit }
    return {
      factorKind,
      factorName,
      workplace,
      exposedCount,
      testedOn: on(-dice.whole(20, 380)),
      ...measured,
      ...(large
        ? { examDueCount: exposedCount, examDoneCount: Math.max(0, exposedCount - dice.whole(0, 2)), diseaseCount: 0 }
        : {}),
    }
  })
}

/** 应急预案: one for the whole firm, and with a major hazard installation one for it. */
export const plans: LedgerMaker = ({ values, village, installations, dice, on, large }) => {
  const plan = (planName: string, planKind: string) => {
    const publishedOn = on(-dice.whole(60, 1150))
    const filed = large || Number(values.staffCount) > 60
    return {
      planName,
      planKind,
      versionNumber: `${publishedOn.slice(0, 4)}版`,
      publishedOn,
      ...(filed
        ? {
            filingNumber: `${village.code.slice(0, 6)}-${publishedOn.slice(0, 4)}-${dice.digits(4)}`,
            filedOn: addDays(publishedOn, 14),
          }
        : {}),
      assessDue: addDays(publishedOn, 1095),
    }
  }
  const name = String(values.name)
  return [
    plan(`${name}生产安全事故应急预案`, large ? '1' : '3'),
    ...installations.map((unit) => plan(`${unit.name.replace(/^\d+# /, '')}专项应急预案`, '2')),
  ]
}

/** Classes that drill every half year. */
const HALF_YEARLY = new Set(['hazchem', 'fireworks', 'non_coal_mine'])

/** 应急演练. */
export const drills: LedgerMaker = ({ values, trade, installations, dice, on, large }) => {
  const staff = Number(values.staffCount)
  const held = (theme: string, days: number) => ({
    theme,
    drillKind: dice.pick(['1', '2', '2', '2']),
    heldOn: on(-days),
    place: trade.place === 'street' ? '经营场所' : '厂区',
    participants: Math.max(1, Math.round(staff * (0.3 + dice.next() * 0.4))),
    evaluation: dice.pick(['1', '2', '2', '2', '3', '3', '4']),
    ...(large
      ? { problems: dice.pick(['个别员工防护用品佩戴不规范', '疏散集合用时偏长', '报警用语不完整', '未发现突出问题']) }
      : {}),
  })
  const often = (values.regulatorClasses as string[]).some((one) => HALF_YEARLY.has(one))
  const days = dice.whole(5, 330)
  const last = often ? Math.ceil(days * 0.65) : days
  const first = held(trade.drill, last)
  // Whoever keeps a ledger of drills held one a term before as well.
  const before = { ...first, heldOn: on(-last - (often ? 175 : 350)), evaluation: '3' }
  if (!large) return dice.next() < 0.8 ? [first, before] : []
  return [
    first,
    before,
    held('初期火灾扑救与疏散', dice.whole(30, 360)),
    ...installations.map(({ name }) => held(`${name}泄漏应急处置`, dice.whole(3, 180))),
  ]
}
