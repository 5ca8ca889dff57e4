import { Problem } from '#kernel/http/problem.ts'

const kinds = {
  glyph: { type: 'analysis/glyph', status: 422, title: '有的字印不出来' },
  noPeriod: { type: 'analysis/no-period', status: 422, title: '没有这一期' },
  nothing: { type: 'analysis/nothing-to-rank', status: 422, title: '没有可排的指标' },
  noLayer: { type: 'analysis/no-layer', status: 404, title: '没有这个图层' },
} as const

export const noGlyph = (characters: readonly string[]) =>
  new Problem(kinds.glyph, `通报里「${characters.join('、')}」没有字体能印。可以下载 Word，或先改企业名称的写法。`)

export const noSuchPeriod = (period: string) =>
  new Problem(kinds.noPeriod, `「${period}」还没有开始，或不是月、季度。写成 2026-10 或 2026-Q3。`)

export const noLayer = (name: string) =>
  new Problem(kinds.noLayer, `没有「${name}」这个图层，或它的数据不在您的职责范围内。`)

export const nothingToRank = () => new Problem(kinds.nothing, '选的指标都不在排名里，或它们的数据不在您的职责范围内。')
