import { Problem } from '#kernel/http/problem.ts'

const kinds = {
  glyph: { type: 'analysis/glyph', status: 422, title: '有的字印不出来' },
} as const

export const noGlyph = (characters: readonly string[]) =>
  new Problem(kinds.glyph, `通报里「${characters.join('、')}」没有字体能印。可以下载 Word，或先改企业名称的写法。`)
