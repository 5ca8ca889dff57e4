import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { type Area, randomPoint } from '#kernel/geo/polygon.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { keyFields } from '#modules/enterprise/model/fields.ts'
import { staleOn } from '#modules/enterprise/model/rules.ts'
import type { EnterpriseValues } from '#modules/enterprise/model/schema.ts'
import {
  insertMajorHazards,
  type MajorHazardRow,
  refreshMajorHazardFlag,
} from '#modules/enterprise/server/store/major-hazard.ts'
import { insertEnterprises, type NewEnterprise } from '#modules/enterprise/server/store/write-many.ts'
import { findGeometry, listSubtree } from '#modules/grid/server/store.ts'
import { organisationCheckChar } from '#standards/code/organisation-code.ts'
import { usccCheckChar } from '#standards/code/uscc.ts'
import { gradeMajorHazard } from '#standards/gb18218/grade.ts'

/** The reference city's report of 2017-02-15: enterprises by area, and how many of them were registered since July 2016. */
const AREAS = [
  { code: '370502', short: '东营', enterprises: 329, recent: 47 },
  { code: '370503', short: '河口', enterprises: 297, recent: 8 },
  { code: '370505', short: '垦利', enterprises: 358, recent: 8 },
  { code: '370523', short: '广饶', enterprises: 911, recent: 1 },
  { code: '370522', short: '利津', enterprises: 251, recent: 19 },
  { code: '370571', short: '东开', enterprises: 161, recent: 5 },
  { code: '370572', short: '东港', enterprises: 52, recent: 1 },
]
/** Enterprises by regulator class; the sum is 2,366 because seven stand in two. */
const CLASSES = { industry_trade: 959, hazchem: 986, fireworks: 128, non_coal_mine: 134, other: 159 }

const WORDS: Record<keyof typeof CLASSES, { industries: [string, string][] }> = {
  industry_trade: {
    industries: [
      ['2911', '轮胎'],
      ['1711', '纺织'],
      ['2221', '纸业'],
      ['3311', '机械'],
      ['3011', '水泥'],
      ['1312', '面粉'],
      ['3591', '环保设备'],
      ['2110', '木业'],
      ['3512', '石油装备'],
      ['5211', '商贸'],
    ],
  },
  hazchem: {
    industries: [
      ['2511', '石化'],
      ['2614', '化工'],
      ['2611', '化学'],
      ['2669', '助剂'],
      ['5265', '加油站'],
      ['5942', '仓储'],
      ['2653', '新材料'],
      ['2631', '农药'],
    ],
  },
  fireworks: {
    industries: [
      ['5249', '烟花爆竹销售'],
      ['5169', '土产烟花'],
    ],
  },
  non_coal_mine: {
    industries: [
      ['1019', '砂石'],
      ['1030', '盐业'],
      ['1012', '建材矿业'],
    ],
  },
  other: {
    industries: [
      ['8336', '职业学校'],
      ['6110', '酒店'],
      ['7850', '环卫'],
      ['8411', '医院'],
      ['4520', '燃气'],
    ],
  },
}
const BRANDS =
  '恒源 鑫泰 华泽 金禾 永盛 正和 海润 宏远 顺达 昌顺 嘉和 盛源 宏泰 鼎力 齐润 科达 胜利 东方 垦鑫 利源 大海 富海 天信 万通 联合 神驰 亚通 中海 康达 远大 兴源 凯泽 瑞丰 金岭 尚能 奥星 国安 昊龙 仁和 广悦'.split(
    ' ',
  )
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'
const GIVEN =
  '建国 海涛 明远 桂芳 文静 立军 秀芹 国强 春梅 文涛 立新 洪波 佳 志刚 丽华 晓东 玉兰 德胜 永强 振华 雪梅 新民 红霞 卫东 成林'.split(
    ' ',
  )
const PHONE_HEADS = ['130', '133', '135', '136', '138', '139', '150', '152', '156', '158', '159', '186', '187']

/** Fills the city with its 2,359 enterprises; the same data for the same day, dates laid on the day of the report. */
export async function loadDemoEnterprises(tx: Tx, day: string, say: (line: string) => void): Promise<NewEnterprise[]> {
  const random = seededRandom(20170215)
  const classes = dealClasses(random)
  const names = new Set<string>()
  const all: NewEnterprise[] = []
  let at = 0
  for (const area of AREAS) {
    const villages = (await listSubtree(tx, area.code)).filter((node) => node.level === 'village')
    const shapes = new Map<string, Area>()
    const rows: NewEnterprise[] = []
    for (let index = 0; index < area.enterprises; index++, at++) {
      const village = villages[Math.floor(random() * villages.length)] as (typeof villages)[number]
      const shape = shapes.get(village.code) ?? ((await findGeometry(tx, village.code)) as Area)
      shapes.set(village.code, shape)
      const town = villageTown(village.code)
      rows.push(
        makeEnterprise({
          random,
          at,
          area,
          village,
          town,
          shape,
          classes: classes[at] as string[],
          recent: index < area.recent,
          day,
          names,
        }),
      )
    }
    for (let start = 0; start < rows.length; start += 500) {
      await insertEnterprises(tx, rows.slice(start, start + 500), DEMO_ACT)
    }
    all.push(...rows)
    say(`  ${area.short} ${area.enterprises} 家`)
  }
  say(`  重大危险源 ${await loadInstallations(tx, all, random, day)} 个`)
  return all
}

const DEMO_ACT = { name: 'imported', by: { name: '系统', seat: '演示数据', body: '' }, reason: null }

const villageTown = (code: string) => code.slice(0, 9)

/** Deals the classes over all enterprises so that the totals are exact and seven enterprises get two. */
function dealClasses(random: () => number): string[][] {
  const deck = Object.entries(CLASSES).flatMap(([name, count]) => Array.from({ length: count }, () => name))
  for (let i = deck.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[deck[i], deck[j]] = [deck[j] as string, deck[i] as string]
  }
  const total = AREAS.reduce((sum, area) => sum + area.enterprises, 0)
  const dealt = deck.slice(0, total).map((name) => [name])
  // Spread over the areas, so that some stand where two sector officers would both answer for them.
  for (const [at, second] of deck.slice(total).entries()) {
    const from = dealt.slice(at * 337)
    const seat = from.find((classes) => classes.length === 1 && classes[0] !== second) as string[]
    seat.push(second)
  }
  return dealt
}

interface Draft {
  random: () => number
  at: number
  area: (typeof AREAS)[number]
  village: { code: string; name: string }
  town: string
  shape: Area
  classes: string[]
  recent: boolean
  day: string
  names: Set<string>
}

function makeEnterprise(draft: Draft): NewEnterprise {
  const { random, area, classes } = draft
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const [industryCode, word] = pick(WORDS[classes[0] as keyof typeof CLASSES].industries)
  const [lng, lat] = randomPoint(draft.shape, random)
  const person = () => `${pick([...SURNAMES])}${pick(GIVEN)}`
  const phone = () => `${pick(PHONE_HEADS)}${String(Math.floor(random() * 1e8)).padStart(8, '0')}`
  const createdAt = draft.recent
    ? shifted(draft.day, -Math.floor(random() * 220))
    : shifted(draft.day, -230 - Math.floor(random() * 3000))
  const village = draft.village.name.replace(/(村委会|居委会|村民委员会|居民委员会)$/, '')
  const staff = Math.round(3 + random() ** 3 * 900)
  const values = {
    name: uniqueName(draft, pick(BRANDS), word),
    creditCode: creditCode(area.code, draft.at),
    entKind: 'legal_person',
    establishedOn: shifted(draft.day, -1200 - Math.floor(random() * 7000))
      .toISOString()
      .slice(0, 10),
    registeredCapitalWan: Math.round(50 + random() ** 2 * 8000),
    address: `山东省东营市${area.short}${village}${Math.floor(1 + random() * 200)}号`,
    lng,
    lat,
    legalRepresentative: person(),
    principal: person(),
    principalPhone: phone(),
    safetyDirector: person(),
    safetyDirectorPhone: phone(),
    contact: person(),
    contactPhone: phone(),
    operatingState: random() < 0.9 ? 'producing' : pick(['stopped', 'stopped', 'preparing', 'closed']),
    industryCode,
    regulatorClasses: classes,
    superviseLevel: pick(['county', 'county', 'town', 'city']),
    scale: staff > 600 ? 'large' : staff > 300 ? 'medium' : staff > 20 ? 'small' : 'micro',
    aboveDesignated: staff > 200,
    staffCount: staff,
    riskLevel: classes.includes('hazchem') ? pick(['1', '2', '2', '3', '3', '4']) : pick(['3', '3', '4', '4', '4']),
  } as EnterpriseValues
  // One enterprise keeps its file better than another: about one in six lets something expire.
  const neglect = random() ** 2 * 1.45
  const facts = Object.fromEntries(
    keyFields.map((field) => [
      field.key,
      {
        at: shifted(draft.day, -Math.floor(neglect * (0.8 + random() * 0.2) * (field.freshDays ?? 0))).toISOString(),
        by: pick(['企业', '网格员', '县监管员']),
        how: pick(['enterprise', 'visit', 'office']),
      },
    ]),
  )
  return {
    id: newId(createdAt.getTime()),
    gridCode: draft.village.code,
    values,
    facts,
    staleOn: staleOn(facts),
    createdAt,
  }
}

const UNITS: { name: string; unitType: MajorHazardRow['unitType']; chemical: string; tonnes: [number, number] }[] = [
  { name: '液氨罐区', unitType: 'tank_farm', chemical: '氨', tonnes: [12, 160] },
  { name: '液氯库房', unitType: 'warehouse', chemical: '氯', tonnes: [5, 40] },
  { name: '苯罐区', unitType: 'tank_farm', chemical: '苯', tonnes: [60, 4000] },
  { name: '苯乙烯罐区', unitType: 'tank_farm', chemical: '苯乙烯', tonnes: [520, 4000] },
  { name: '汽油罐区', unitType: 'tank_farm', chemical: '汽油', tonnes: [220, 6000] },
  { name: '甲醇罐区', unitType: 'tank_farm', chemical: '甲醇', tonnes: [510, 5000] },
  { name: '液化气球罐区', unitType: 'tank_farm', chemical: '液化石油气', tonnes: [60, 3000] },
  { name: '丙烯腈罐区', unitType: 'tank_farm', chemical: '2-丙烯腈', tonnes: [60, 900] },
  { name: '环氧丙烷罐区', unitType: 'tank_farm', chemical: '1,2-环氧丙烷', tonnes: [12, 300] },
  { name: '加氢装置', unitType: 'production', chemical: '氢', tonnes: [5, 18] },
  { name: '硫化氢脱除装置', unitType: 'production', chemical: '硫化氢', tonnes: [5, 12] },
]

/** 310 installations at 235 chemical enterprises: 160 with one, 75 with two; every one reaches S ≥ 1. */
async function loadInstallations(tx: Tx, all: NewEnterprise[], random: () => number, day: string): Promise<number> {
  const chemical = all.filter((row) => (row.values.regulatorClasses as string[]).includes('hazchem'))
  const step = chemical.length / 235
  const chosen = Array.from({ length: 235 }, (_, at) => chemical[Math.floor(at * step)] as NewEnterprise)
  const rows = chosen.flatMap((enterprise, at) => {
    const first = Math.floor(random() * UNITS.length)
    const units = at < 75 ? [first, (first + 1) % UNITS.length] : [first]
    return units.map((unit, number) =>
      installation(enterprise, UNITS[unit] as (typeof UNITS)[number], number + 1, random, day),
    )
  })
  await insertMajorHazards(tx, rows)
  await refreshMajorHazardFlag(
    tx,
    chosen.map((row) => row.id),
  )
  return rows.length
}

function installation(
  enterprise: NewEnterprise,
  unit: (typeof UNITS)[number],
  number: number,
  random: () => number,
  day: string,
) {
  const exposedPeople = Math.floor(random() ** 2 * 160)
  const stocks = [
    { chemical: unit.chemical, tonnes: Math.round(unit.tonnes[0] + random() ** 3 * (unit.tonnes[1] - unit.tonnes[0])) },
  ]
  const { s, alpha, r, level } = gradeMajorHazard({ exposedPeople, stocks })
  const assessedOn = shifted(day, -30 - Math.floor(random() * 1000))
    .toISOString()
    .slice(0, 10)
  return {
    id: newId(enterprise.createdAt.getTime()),
    enterpriseId: enterprise.id,
    gridCode: enterprise.gridCode,
    name: `${number}# ${unit.name}`,
    unitType: unit.unitType,
    exposedPeople,
    stocks,
    s,
    alpha,
    r,
    level,
    assessedOn,
    filingNumber: `BA鲁${enterprise.gridCode.slice(0, 6)}〔${assessedOn.slice(0, 4)}〕${String(Math.floor(1 + random() * 200)).padStart(3, '0')}`,
    filedOn: assessedOn,
    createdOn: assessedOn,
  }
}

const shifted = (day: string, days: number) => new Date(Date.parse(`${day}T02:00:00Z`) + days * 86_400_000)

function uniqueName(draft: Draft, brand: string, word: string): string {
  for (let tail = 0; ; tail++) {
    const name = `${draft.area.short}${brand}${word}${tail ? ['二', '三', '四', '五', '六', '七', '八', '九', '十'][tail - 1] : ''}有限公司`
    if (!draft.names.has(name)) {
      draft.names.add(name)
      return name
    }
  }
}

function creditCode(area: string, at: number): string {
  const body = `MA3D${String(1000 + at).padStart(4, '0')}`
  const front = `91${area}${body}${organisationCheckChar(body)}`
  return `${front}${usccCheckChar(front)}`
}
