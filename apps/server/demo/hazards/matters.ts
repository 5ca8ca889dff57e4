import type { CheckItem } from '#standards/check-item/check-item.ts'
import { checkItems } from '#standards/check-item/read.ts'
import type { Dice } from '../dice.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'

/** What may be found wrong at an enterprise: the checks of its line of business and the general ones. */
export interface Matters {
  ordinary: readonly CheckItem[]
  major: readonly CheckItem[]
}

const known = new Map<string, Matters>()

/** The checks that fit an enterprise, an enterprise looking at itself or the office looking at it. */
export function mattersOf(one: DemoEnterprise, self: boolean, on: string): Matters {
  const industries = industriesOf(one)
  const key = `${industries.join()}/${self}`
  const ready = known.get(key)
  if (ready) return ready
  const fitting = [...checkItems().values()].filter(
    ({ industry, audience, from }) =>
      industries.includes(industry) && audience !== (self ? 'government' : 'enterprise') && from <= on,
  )
  const matters = {
    ordinary: fitting.filter(({ rank }) => rank === 'ordinary'),
    // The criteria of construction stand in no table here, and those of industry and trade bind nobody else.
    major: fitting.filter(({ rank, criterion, industry }) => rank === 'major' && criterion && industry !== 'general'),
  }
  known.set(key, matters)
  return matters
}

/** Industry of the checks by the category of a trade, where the two are called differently or are the same. */
const INDUSTRY_OF: Readonly<Record<string, string>> = {
  building_material: 'building_materials',
  non_ferrous: 'nonferrous',
  trade: 'commerce',
  metal_mine: 'noncoal_mine_open_pit',
  light_industry: 'light_industry',
  machinery: 'machinery',
  textile: 'textile',
  hazchem_trade: 'hazchem_trade',
  hazchem_production: 'hazchem_production',
}

function industriesOf({ trade, values }: DemoEnterprise): string[] {
  const classes = values.regulatorClasses as string[]
  if (classes.includes('fireworks'))
    return ['general', /批发|配送/.test(String(values.name)) ? 'fireworks_wholesale' : 'fireworks_retail']
  const own = INDUSTRY_OF[trade.category]
  return own ? ['general', own] : ['general']
}

/** Verbs and states that 未 denies plainly. */
const DENIABLE =
  /是否(按|已|取得|持|配|设|建立|制定|组织|开展|签订|明确|佩戴|经|定期|进行|落实|编制|安装|张贴|记录|如实|依法|与|对|将|在|为|从|接地|落锁|检测|检验|校验|标明|公示|告知|参加|缴纳|备案|登记|保存|每|及时|向|实行|采取|使用|穿戴|办理|执行|规定|统一|指定|公布|上墙)/

/** A question turned into what was found: 是否配备灭火器 is found as 未配备灭火器; what cannot be denied plainly is named. */
export function findingOf(question: string): string {
  const plain = question.split('是否').length === 2 && !/是否[^，。]*[无不未]/.test(question)
  if (plain && DENIABLE.test(question)) return question.replace('是否', '未')
  return `不符合要求：${question.replace(/^是否|([，、；])是否/g, '$1').replace(/是否/g, '')}`
}

const SITES = [
  '1# 车间',
  '2# 车间东侧',
  '成品库',
  '原料库',
  '配电室',
  '空压机房',
  '装卸区',
  '厂区主通道',
  '维修间',
  '泵房',
]
const DESKS = ['安全管理办公室', '档案室', '生产办公室', '门卫室']

/** Where in the enterprise: papers lie in offices, things stand on site. */
export const placeOf = ({ category, rank }: CheckItem, dice: Dice): string =>
  dice.pick(category.startsWith('B') && rank === 'ordinary' ? DESKS : SITES)
