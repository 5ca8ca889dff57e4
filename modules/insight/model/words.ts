import { codeLists } from '#modules/enterprise/model/codes.ts'
import { categoryName } from '#standards/hazard/categories.ts'
import { listIndustryChildren } from '#standards/industry/industry.ts'
import { perCheck } from './finding.ts'
import { against, type ComparisonData, type PartedBy } from './schema.ts'

const sections = new Map(listIndustryChildren(null).map(({ code, name }) => [code, name]))

/** 危化品, 制造业; nothing where all enterprises are meant. */
export const partName = (partedBy: PartedBy, key: string): string =>
  partedBy === 'all'
    ? ''
    : partedBy === 'section'
      ? (sections.get(key) ?? key)
      : (codeLists.regulatorClass.find((one) => one.key === key)?.name ?? key)

/** Of whom a finding tells. */
interface Whose {
  gridName: string
  partedBy: PartedBy
  class: string
}

/** What somebody says of some enterprises: 广饶县危化品企业. */
export const whose = (about: Whose): string => `${about.gridName}${partName(about.partedBy, about.class)}企业`

/** The comparison a finding is told by: one that holds, the surest first. */
export function strongest(comparisons: readonly ComparisonData[]): ComparisonData {
  const holding = comparisons.filter(({ holds }) => holds)
  const [first] = (holding.length > 0 ? holding : comparisons).toSorted((a, b) => a.p - b.p)
  if (!first) throw new Error('a finding rests on at least one comparison')
  return first
}

/** 2026-08 至 2026-10. */
export const monthsWords = (from: string, to: string): string => `${from.slice(0, 7)} 至 ${to.slice(0, 7)}`

/** The finding in one sentence, with its interval. */
export function sentenceOf(
  about: Whose & { category: string; from: string; to: string },
  comparisons: readonly ComparisonData[],
): string {
  const told = strongest(comparisons)
  const rate = perCheck(told.now)?.toFixed(2) ?? '—'
  return (
    `${whose(about)}「${categoryName(about.category)}」问题，每次检查查出 ${rate} 条，` +
    `是${against[told.against]}的 ${told.ratio.toFixed(1)} 倍（95% 区间 ${told.low.toFixed(1)}–${told.high.toFixed(1)}）`
  )
}

/** What is counted, where the figures stand. */
export const DEFINITION =
  '隐患是政府发现的，按发现日计，其中八成以上由检查查出的才比；检查是到场的执法检查。比的是每次检查查出多少条，不是总数：查得多本来就查出得多。'

/** How an order is called and what it asks, ready to send. */
export function orderWords(
  about: Whose & { category: string },
  sentence: string,
  checks: readonly { code: string; question: string }[],
): { name: string; requirements: string } {
  const items = checks.map(({ code, question }, at) => `${at + 1}. ${question}（${code}）`)
  const requirements = [`${sentence}。`, '逐家现场检查下列各项，问题当场登记：', ...items].join('\n')
  return {
    // The name stands between 「」 wherever the task is spoken of.
    name: `${whose(about)}${categoryName(about.category)}专项检查`.slice(0, 80),
    requirements: requirements.slice(0, 2000),
  }
}

/** What the model cannot say, on every page that uses it. */
export const LIMITS: readonly string[] = [
  '只有检查过的企业有结果：以前常去的地方学得多，从来没去过的只能按相像的企业推。',
  '预期隐患是排检查先后用的，不是处罚依据，也不进信用评价；去不去、查什么由人决定。',
  '风险等级、规模和监管行业取企业档案现在的值，不是当日的值；其余都是当日以前登记的。',
  '一次检查查出多少条也取决于谁去查、查得多细，模型看不到这些。',
]
