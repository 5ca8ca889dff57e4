import { common, Problem } from '#kernel/http/problem.ts'

const kinds = {
  glyph: { type: 'analysis/glyph', status: 422, title: '有的字印不出来' },
  noPeriod: { type: 'analysis/no-period', status: 422, title: '没有这一期' },
  nothing: { type: 'analysis/nothing-to-rank', status: 422, title: '没有可排的指标' },
  noLayer: { type: 'analysis/no-layer', status: 404, title: '没有这个图层' },
  noTemplate: { type: 'report/no-template', status: 404, title: '没有这个模板' },
  noReport: { type: 'report/not-found', status: 404, title: '没有这份报告' },
  badBlock: { type: 'report/bad-block', status: 422, title: '模板里有写错的地方' },
  seatOutside: { type: 'report/seat-outside', status: 422, title: '岗位不在辖区' },
  retired: { type: 'report/retired', status: 409, title: '模板已停用' },
} as const

export const noGlyph = (characters: readonly string[]) =>
  new Problem(kinds.glyph, `通报里「${characters.join('、')}」没有字体能印。可以下载 Word，或先改企业名称的写法。`)

export const noSuchPeriod = (period: string) =>
  new Problem(kinds.noPeriod, `「${period}」还没有开始，或不是月、季度。写成 2026-10 或 2026-Q3。`)

export const noLayer = (name: string) =>
  new Problem(kinds.noLayer, `没有「${name}」这个图层，或它的数据不在您的职责范围内。`)

export const nothingToRank = () => new Problem(kinds.nothing, '选的指标都不在排名里，或它们的数据不在您的职责范围内。')

export const noTemplate = () => new Problem(kinds.noTemplate, '找不到这个模板。可能编号有误，或不在您的网格内。')
export const noReport = () => new Problem(kinds.noReport, '找不到这份报告。可能编号有误，或者没有发给您的岗位。')
export const badBlock = (at: number, why: string) =>
  new Problem(kinds.badBlock, `第 ${at + 1} 段：${why}。`, { errors: [{ pointer: `/blocks/${at}`, message: why }] })
export const seatOutside = () =>
  new Problem(kinds.seatOutside, '有的岗位不在您的辖区，或已经撤销。去掉它再保存。', {
    errors: [{ pointer: '/seats', message: '去掉不在辖区或已撤销的岗位' }],
  })
export const retired = () => new Problem(kinds.retired, '这个模板已经停用，写过的报告还在。')
export const movedOn = (by: string) => new Problem(common.versionMovedOn, `${by}刚刚改过这个模板。看过新的内容再改。`)
