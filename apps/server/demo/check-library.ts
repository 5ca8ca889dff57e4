import type { Tx } from '#kernel/db/db.ts'
import type { Words } from '#modules/check-item/model/rules.ts'
import type { TemplateWordsInput } from '#modules/check-item/model/schema.ts'
import { type Fresh, insertVersions } from '#modules/check-item/server/store.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf } from './calendar.ts'

const CITY = '3705'
const COUNTY = '370523'
const CITY_OFFICE = '东营市应急管理局 周文博'
const COUNTY_OFFICE = '广饶县应急管理局 许文静'

/** What the local checks of the demo city have in common. */
const LOCAL = {
  audience: 'both',
  penaltyItem: null,
  rank: 'ordinary',
  criterion: null,
  photoRequired: true,
  verified: false,
} as const

/**
 * Gives the library what the offices of the demo city keep themselves: checks of the city and of a county, one with a typo put
 * right, one closed when its campaign was over, and a template of them. @returns how many checks
 */
export async function loadCheckLibrary(tx: Tx, day: LocalDate): Promise<number> {
  const checks = [...cityChecks(day), ...countyChecks(day)]
  await insertVersions(tx, 'check_item', checks)
  await insertVersions(tx, 'check_template', templates(day))
  return new Set(checks.map(({ code }) => code)).size
}

type Entry = Fresh<Words>

function entry(
  code: string,
  gridCode: string,
  by: string,
  fromOn: LocalDate,
  why: string,
  words: Omit<Words, 'from'>,
): Entry {
  const at = momentOf(fromOn, '09:30')
  return {
    code,
    version: 1,
    change: 'added',
    fromOn,
    toOn: null,
    gridCode,
    words: { ...words, from: fromOn },
    why,
    by,
    at,
  }
}

function next(before: Entry, on: LocalDate, more: Pick<Entry, 'change' | 'why'> & Partial<Entry>): Entry {
  return { ...before, version: before.version + 1, fromOn: on, at: momentOf(on, '15:20'), ...more }
}

function cityChecks(day: LocalDate): Entry[] {
  const surge = entry('370500-GEN-EMG-001', CITY, CITY_OFFICE, addDays(day, -160), '市安委会沿海企业防风暴潮要求', {
    ...LOCAL,
    industry: 'general',
    category: 'B10',
    question: '沿海企业是否有风暴潮避险撤离安排',
    how: '查撤离方案、集合点和演练记录',
    basis: '东营市防汛防潮应急预案',
    plain: '风暴潮来了往哪撤定了吗？',
    rectification: '制定撤离安排并组织演练',
    days: 30,
    photoRequired: false,
  })
  const rubber = entry(
    '370500-LIG-EQP-001',
    CITY,
    CITY_OFFICE,
    addDays(day, -120),
    '轮胎橡胶企业集中，按事故教训增加',
    {
      ...LOCAL,
      industry: 'light_industry',
      category: 'S02',
      question: '硫化机是否有超压连锁并定期校验',
      how: '看联锁装置，查校验记录',
      basis: '特种设备安全法第39条',
      plain: '硫化机超压会自己停吗？',
      rectification: '恢复联锁并校验',
      days: 15,
    },
  )
  const words = { ...rubber.words, question: '硫化机是否有超压联锁并定期校验' }
  return [surge, rubber, next(rubber, addDays(day, -100), { change: 'corrected', words, why: '「连锁」应为「联锁」' })]
}

function countyChecks(day: LocalDate): Entry[] {
  const carbon = entry('370523-GEN-MAT-001', COUNTY, COUNTY_OFFICE, addDays(day, -90), '广饶炭黑、再生胶企业专项要求', {
    ...LOCAL,
    industry: 'general',
    category: 'S04',
    question: '炭黑库房是否无自燃迹象并每班测温',
    how: '测料堆温度，查测温记录',
    basis: '广饶县橡胶轮胎行业安全专项整治方案',
    plain: '炭黑堆每班量温度了吗？',
    rectification: '翻堆降温并恢复每班测温',
    days: 3,
  })
  const heating = entry('370523-GEN-PLC-001', COUNTY, COUNTY_OFFICE, addDays(day, -150), '冬季取暖专项，期间适用', {
    ...LOCAL,
    industry: 'general',
    category: 'S01',
    question: '值班室取暖是否未使用明火炉具',
    how: '看值班室和宿舍',
    basis: '广饶县冬季安全生产专项行动方案',
    plain: '值班室没有生炉子吧？',
    rectification: '撤除明火炉具',
    days: 1,
  })
  const over = { change: 'closed', toOn: addDays(day, -20), why: '取暖专项结束' } as const
  return [carbon, heating, next(heating, addDays(day, -21), over)]
}

function templates(day: LocalDate): Fresh<TemplateWordsInput>[] {
  const fromOn = addDays(day, -85)
  const itemCodes = ['370523-GEN-MAT-001', 'GEN-EMG-001', 'GEN-PRO-001', 'GEN-PRO-002', 'GEN-EQP-005', 'GEN-HAZ-001']
  return [
    {
      code: '370523-T-001',
      version: 1,
      change: 'added',
      fromOn,
      toOn: null,
      gridCode: COUNTY,
      words: { name: '广饶橡胶轮胎专项检查', industry: 'general', level: 'special', itemCodes },
      why: '橡胶轮胎行业专项整治',
      by: COUNTY_OFFICE,
      at: momentOf(fromOn, '10:00'),
    },
  ]
}
