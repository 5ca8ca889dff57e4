import type { TermUnit } from './deadline.ts'

/** One term a law or regulation sets (期限), as the deadline register has it. calendars-and-deadlines.md §6. */
export interface StatutoryTerm {
  readonly area: string
  /** From which event to which. */
  readonly what: string
  readonly amount: number
  readonly unit: TermUnit
  /** By how much it may be extended, or what else belongs to it. */
  readonly more?: string
  readonly source: string
  /** Whether the register names its clause without doubt. */
  readonly verified: boolean
}

const rows = (area: string, list: readonly (readonly [string, number, TermUnit, string, string?])[], verified = true) =>
  list.map(
    ([what, amount, unit, source, more]): StatutoryTerm => ({
      ...{ area, what, amount, unit, source, verified },
      ...(more ? { more } : {}),
    }),
  )

const ACCIDENT = '生产安全事故报告和调查处理条例'
const PENALTY = '行政处罚法'
const COMPULSION = '行政强制法'
const LICENCE = '行政许可法'
const PERMIT = '安全生产许可证条例'

/** Terms of law an officer asks about on site. Those with a doubt say 未经核实. */
export const statutoryTerms: readonly StatutoryTerm[] = [
  ...rows('事故', [
    ['单位负责人接报后报告县级部门', 1, 'H', `${ACCIDENT}第九条`],
    ['每级部门逐级上报', 2, 'H', `${ACCIDENT}第十一条`],
    ['伤亡人数变化补报', 30, 'D', `${ACCIDENT}第十三条`, '道路交通、火灾为 7 日'],
    ['事故发生到提交调查报告', 60, 'D', `${ACCIDENT}第二十九条`, '可延长，最多 60 日'],
    ['收到调查报告到批复：一般、较大、重大事故', 15, 'D', `${ACCIDENT}第三十二条`],
    ['收到调查报告到批复：特别重大事故', 30, 'D', `${ACCIDENT}第三十二条`, '可延长，最多 30 日'],
  ]),
  ...rows('行政处罚', [
    ['立案到作出处罚决定', 90, 'D', `${PENALTY}第六十条`, '法律、法规、规章另有规定的除外'],
    ['告知后要求听证', 5, 'WD', `${PENALTY}第六十四条`],
    ['听证前通知时间地点', 7, 'WD', `${PENALTY}第六十四条`],
    ['先行登记保存到作出处理', 7, 'WD', `${PENALTY}第五十六条`],
    ['当事人不在场，作出决定后送达', 7, 'WD', `${PENALTY}第六十一条`],
    ['收到决定书到缴纳罚款', 15, 'D', `${PENALTY}第六十七条`, '逾期每日加处 3%，不超过罚款数额（第七十二条）'],
    ['违法行为不再处罚', 2, 'Y', `${PENALTY}第三十六条`, '涉及公民生命健康安全、金融安全且有危害后果的为 5 年'],
  ]),
  ...rows('行政强制', [
    ['查封、扣押', 30, 'D', `${COMPULSION}第二十五条`, '可延长，最多 30 日'],
    ['催告后申请法院强制执行', 10, 'WD', `${COMPULSION}第五十四条`],
    ['复议、诉讼期满后申请强制执行', 3, 'M', `${COMPULSION}第五十三条`],
  ]),
  ...rows('救济', [
    ['申请行政复议', 60, 'D', '行政复议法第二十条'],
    ['行政复议作出决定', 60, 'D', '行政复议法第六十二条', '可延长，最多 30 日'],
    ['直接提起行政诉讼', 6, 'M', '行政诉讼法第四十六条'],
    ['不服复议决定提起诉讼', 15, 'D', '行政诉讼法第四十五条'],
  ]),
  ...rows('行政许可', [
    ['一般许可作出决定', 20, 'WD', `${LICENCE}第四十二条`, '可延长，最多 10 个工作日'],
    ['作出决定后颁发证件', 10, 'WD', `${LICENCE}第四十四条`],
    ['有效期满前申请延续', 30, 'D', `${LICENCE}第五十条`, '安全生产许可证为 3 个月（许可证条例第九条）'],
    ['安全生产许可证有效期', 3, 'Y', `${PERMIT}第九条`],
    ['危险化学品经营许可审查', 30, 'D', '危险化学品安全管理条例第三十五条'],
  ]),
  ...rows('行政许可', [['安全生产许可证审查', 45, 'D', `${PERMIT}第七条`, '按日还是按工作日没有核实']], false),
  ...rows('危险化学品和重大危险源', [
    ['生产、储存企业安全评价', 3, 'Y', '危险化学品安全管理条例第二十二条', '2026 年的法律可能改变'],
  ]),
  ...rows(
    '危险化学品和重大危险源',
    [
      ['评估后重大危险源备案', 15, 'D', '原安监总局令第40号'],
      ['重大危险源重新评估', 3, 'Y', '原安监总局令第40号'],
    ],
    false,
  ),
  ...rows('应急预案和演练', [
    ['预案公布后备案', 20, 'WD', '生产安全事故应急预案管理办法'],
    ['政府和监管部门演练', 2, 'Y', '生产安全事故应急条例第八条', '每 2 年至少一次'],
    ['高危单位、人员密集场所演练', 6, 'M', '生产安全事故应急条例第八条', '每半年至少一次'],
  ]),
  ...rows('应急预案和演练', [['预案备案核对', 5, 'WD', '预案管理办法']], false),
  ...rows(
    '证书、标准化和举报',
    [
      ['特种作业操作证有效期', 6, 'Y', '特种作业人员规定', '每 3 年复审一次'],
      ['主要负责人、安全管理人员合格证有效期', 3, 'Y', '培训规定', '每年再培训'],
      ['安全生产标准化有效期', 3, 'Y', '标准化定级办法'],
      ['举报处理结果', 60, 'D', '举报处理规定和做法'],
    ],
    false,
  ),
]
