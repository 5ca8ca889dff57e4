import { z } from 'zod'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { type CheckItem, checkIndustries, checkItems, checkLevels, checkTemplates } from '#standards/check-item/read.ts'
import { CheckItemFilter, CheckItemView, CheckTemplateView } from '../model/schema.ts'

const tag = '检查项'

/** The library of checks and templates, as it holds on a day. */
export const checkItemRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/check-items',
    summary: '检查项：按行业、类别、模板或文字查',
    tag,
    permission: 'check-item.read',
    query: CheckItemFilter.extend({ limit: z.coerce.number().int().min(1).max(1000).default(100) }),
    answer: z.object({ items: z.array(CheckItemView), nextCursor: z.null(), total: z.number() }),
    act: async ({ query: { limit, ...filter } }) => {
      const found = search(filter)
      return { items: found.slice(0, limit).map(viewOf), nextCursor: null, total: found.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/check-items/:code',
    summary: '一个检查项',
    tag,
    permission: 'check-item.read',
    params: z.object({ code: z.string().max(40) }),
    answer: CheckItemView,
    act: async ({ params }) => {
      const item = checkItems().get(params.code)
      if (!item) throw new Problem(common.notFound, '没有这个检查项。')
      return viewOf(item)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/check-templates',
    summary: '检查模板',
    tag,
    permission: 'check-item.read',
    query: z.object({ industry: z.string().max(40).optional(), level: z.string().max(20).optional() }),
    answer: z.object({ items: z.array(CheckTemplateView), nextCursor: z.null(), total: z.number() }),
    act: async ({ query }) => {
      const items = checkTemplates()
        .filter(({ industry }) => !query.industry || industry === query.industry)
        .filter(({ level }) => !query.level || level === query.level)
        .map((template) => ({
          ...template,
          itemCodes: [...template.itemCodes],
          industryName: checkIndustries[template.industry] ?? template.industry,
          levelName: checkLevels[template.level] ?? template.level,
        }))
      return { items, nextCursor: null, total: items.length }
    },
  }),
]

function search(filter: z.output<typeof CheckItemFilter>): CheckItem[] {
  const on = filter.on ?? today()
  const template = filter.template && checkTemplates().find(({ code }) => code === filter.template)
  const chosen = filter.template ? new Set(template ? template.itemCodes : []) : null
  const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  return [...checkItems().values()].filter(
    (item) =>
      item.from <= on &&
      (!chosen || chosen.has(item.code)) &&
      (!filter.industry || item.industry === filter.industry) &&
      (!filter.category || item.category.startsWith(filter.category)) &&
      (!filter.audience || item.audience === 'both' || item.audience === filter.audience) &&
      words.every((word) => textOf(item).includes(word)),
  )
}

const textOf = ({ code, question, plain, basis }: CheckItem) => `${code} ${question} ${plain} ${basis}`.toLowerCase()

const viewOf = (item: CheckItem) => ({ ...item, industryName: checkIndustries[item.industry] ?? item.industry })
