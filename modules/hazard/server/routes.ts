import { z } from 'zod'
import { noCase } from '#kernel/cases/refusals.ts'
import { CaseId } from '#kernel/cases/schema.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { digitsBelow } from '#standards/code/grid-code.ts'
import { categoryGroups, categoryName, hazardCategories } from '#standards/hazard/categories.ts'
import { criteria, criterionStandards } from '#standards/hazard/criteria.ts'
import { type HazardSource, hazardRanks, hazardSources } from '../model/codes.ts'
import { HazardFilter, ListingView } from '../model/schema.ts'
import { listDoubles } from './doubles.ts'
import { hazardKind } from './kind.ts'
import { readListing } from './listing.ts'
import { listingTerms } from './settings.ts'
import * as store from './store.ts'

const tag = '隐患'
/** What hazards have beside the routes every kind of case has: their words, and their figures. */
export const hazardRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/hazard-words',
    summary: '隐患类别、来源、等级和重大隐患判定标准',
    tag,
    permission: 'hazard.read',
    answer: z.object({
      categories: z.array(z.object({ code: z.string(), name: z.string(), group: z.enum(['base', 'site']) })),
      sources: z.record(z.string(), z.string()),
      ranks: z.record(z.string(), z.string()),
      criteria: z.array(
        z.object({ code: z.string(), name: z.string(), sector: z.string(), standard: z.string(), from: z.string() }),
      ),
    }),
    act: async () => ({
      categories: [...hazardCategories],
      sources: hazardSources,
      ranks: hazardRanks,
      criteria: criteria.map((criterion) => ({
        ...criterion,
        standard: criterionStandards[criterion.sector].title,
        from: criterionStandards[criterion.sector].from,
      })),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/hazard-figures',
    summary: '隐患的发现、到期、逾期、销号、重大、重复数量，按类别、等级、来源、月份或网格',
    tag,
    permission: 'hazard.read',
    query: HazardFilter.extend({
      by: z.enum(['category', 'group', 'rank', 'source', 'criterion', 'month', 'grid'], '没有这种分法'),
      grid: z
        .string()
        .regex(/^\d{4,15}$/, '网格编码不正确')
        .optional(),
    }),
    answer: z.object({
      items: z.array(
        z.object({
          key: z.string(),
          title: z.string(),
          found: z.number().meta({ description: '发现，不含撤回和并案的' }),
          due: z.number().meta({ description: '到期应改：整改期限已过的，不论改完没有' }),
          late: z.number().meta({ description: '逾期未改' }),
          closed: z.number().meta({ description: '已销号' }),
          major: z.number(),
          recurring: z.number().meta({ description: '同一对象同一检查项再次出现' }),
        }),
      ),
      asOf: z.iso.datetime(),
    }),
    act: async ({ tx, actor, query: { by, ...filter } }) => {
      const top = filter.grid ?? actor.gridCode
      const digits = digitsBelow(top)
      const rows = await store.countHazards(tx, actor.scope, filter, by, digits)
      const codes = by === 'grid' ? rows.map(({ key }) => key) : []
      const names = await gridNames(tx, codes)
      return {
        items: rows.map((row) => ({ ...row, title: titleOf(by, row.key, names) })),
        asOf: new Date().toISOString(),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/hazards/:id/listing',
    summary: '挂牌督办的各个步骤：谁办、最后一天、哪天办的',
    tag,
    permission: 'hazard.read',
    params: z.object({ id: CaseId }),
    answer: z.object({ listing: ListingView.nullable() }),
    act: async ({ tx, actor, params, settings }) => {
      const listing = await readListing(tx, actor.scope, params.id, listingTerms(settings))
      if (listing === undefined) throw noCase(hazardKind.type)
      return { listing }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/hazard-doubles',
    summary: '同一单位（或同一网格）还没有销号、说的可能是同一件事的隐患；只提示，由人认定',
    tag,
    permission: 'hazard.read',
    query: z.object({
      objectId: z.uuid('监管对象编号不正确').optional(),
      gridCode: z
        .string()
        .regex(/^\d{4,15}$/, '网格编码不正确')
        .optional(),
      what: z.string().trim().max(2000).default(''),
      itemCode: z.string().max(40).optional(),
      without: z.uuid('隐患编号不正确').optional().meta({ description: '不和自己比' }),
    }),
    answer: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          number: z.string().nullable(),
          title: z.string(),
          stateTitle: z.string(),
          gridName: z.string(),
          foundOn: z.string(),
          why: z.string(),
        }),
      ),
    }),
    act: async ({ tx, actor, query }) => ({ items: await listDoubles(tx, actor, query) }),
  }),
]

function titleOf(by: store.HazardDimension, key: string, grids: ReadonlyMap<string, string>): string {
  if (by === 'grid') return grids.get(key) ?? key
  if (key === '') return '未定级'
  if (by === 'category') return `${key} ${categoryName(key)}`
  if (by === 'group') return key === 'B' ? categoryGroups.base : categoryGroups.site
  if (by === 'rank') return hazardRanks[key as keyof typeof hazardRanks]
  if (by === 'source') return hazardSources[key as HazardSource] ?? key
  if (by === 'criterion') return criteria.find(({ code }) => code === key)?.name ?? key
  return key
}
