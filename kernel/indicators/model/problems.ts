import { Problem } from '#kernel/http/problem.ts'

const kinds = {
  notFound: { type: 'indicator/not-found', status: 404, title: '没有这个指标' },
  noGrid: { type: 'indicator/no-grid', status: 404, title: '没有这个网格' },
  notEntered: { type: 'indicator/not-entered', status: 503, title: '指标还没有算好' },
  notParted: { type: 'indicator/not-parted', status: 422, title: '不能这样分' },
  badPeriod: { type: 'indicator/bad-period', status: 422, title: '起止日期有误' },
} as const

export const noIndicator = (code: string) =>
  new Problem(kinds.notFound, `没有「${code}」这个指标，或者它的数据不在您的职责范围内。`)
export const noGrid = () => new Problem(kinds.noGrid, '找不到这个网格。可能编码有误，或不在您的网格内。')
export const notEntered = () => new Problem(kinds.notEntered, '正在统计全部数据，数据多时要几分钟，稍后再打开。')
export const notParted = (name: string, by: string) => new Problem(kinds.notParted, `「${name}」不能按「${by}」来分。`)
export const keyTwice = () =>
  new Problem(kinds.notParted, '同一种分法只能给一个 key；要同时属于几组的，写成 class:=a+b。')
export const endsBeforeItBegins = () => new Problem(kinds.badPeriod, '截止日期要晚于或等于开始日期。')
export const notYet = () => new Problem(kinds.badPeriod, '截止日期不能晚于今天。')
export const noPeople = (name: string) =>
  new Problem(kinds.notParted, `「${name}」数的是个人，这里不列明细；有权限的人在办件里逐件查看。`)
export const noRows = (name: string) =>
  new Problem(kinds.notParted, `「${name}」是两个数之比，没有自己的明细；它的分子和分母各有明细。`)
