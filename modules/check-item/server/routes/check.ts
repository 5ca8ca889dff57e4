import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import {
  AddCheck,
  CheckItemFile,
  CheckItemFilter,
  type CheckItemFilterInput,
  CheckItemView,
  CloseCheck,
  CorrectCheck,
} from '../../model/schema.ts'
import { type CheckVersion, checkOn, findTemplate, type LibraryCheck, listLibrary, listTemplates } from '../library.ts'
import { addCheck, closeCheck, correctCheck, getCheck } from '../service/check.ts'
import { gridOf, mayChange } from '../service/keeping.ts'
import { viewChecks, viewVersion } from '../view.ts'

const tag = '检查项'
const One = z.object({ code: z.string().max(40) })

/** Checks: finding them, one with its versions, and keeping those of one's own place. */
export const checkRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/check-items',
    summary: '检查项：按行业、类别、模板或文字查，默认只给当日适用的',
    tag,
    permission: 'check-item.read',
    query: CheckItemFilter.extend({
      cursor: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    answer: z.object({ items: z.array(CheckItemView), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query: { limit, cursor, ...filter } }) => {
      const found = await searchChecks(tx, actor, filter)
      const [from] = readCursor<[number]>(cursor, ['number']) ?? [0]
      return {
        items: await viewChecks(tx, found.slice(from, from + limit)),
        nextCursor: from + limit < found.length ? writeCursor([from + limit]) : null,
        total: found.length,
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/check-items/:code',
    summary: '一个检查项：当日的内容和各个版本',
    tag,
    permission: 'check-item.read',
    params: One,
    query: z.object({ on: z.iso.date('日期应如 2026-11-21').optional() }),
    answer: CheckItemFile,
    act: async ({ tx, actor, params, query }) =>
      fileOf(tx, actor, await getCheck(tx, actor, params.code), query.on ?? today()),
  }),
  route({
    method: 'POST',
    path: '/api/v1/check-items',
    summary: '新增一个本地检查项，编码由平台给出',
    tag,
    permission: 'check-item.maintain',
    audit: 'check-item.added',
    body: AddCheck,
    answer: CheckItemFile,
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const version = await addCheck(tx, actor, body.words, body.why)
      note(about(version))
      return fileOf(tx, actor, [version], today())
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/check-items/:code/correct',
    summary: '更正一个检查项的错字：编码不变，记为新的一版',
    tag,
    permission: 'check-item.maintain',
    audit: 'check-item.corrected',
    params: One,
    body: CorrectCheck,
    answer: CheckItemFile,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      note(about(await correctCheck(tx, actor, params.code, ifMatch, body.words, body.why)))
      return fileOf(tx, actor, await getCheck(tx, actor, params.code), today())
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/check-items/:code/close',
    summary: '停用一个检查项：写明最后适用的一天和原因，以前的检查结果不变',
    tag,
    permission: 'check-item.maintain',
    audit: 'check-item.closed',
    params: One,
    body: CloseCheck,
    answer: CheckItemFile,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      note(about(await closeCheck(tx, actor, params.code, ifMatch, body.lastOn, body.why)))
      return fileOf(tx, actor, await getCheck(tx, actor, params.code), today())
    },
  }),
]

const about = ({ code, gridCode, words, why }: CheckVersion) => ({
  objectType: 'check-item',
  objectId: code,
  ...(gridCode ? { gridCode } : {}),
  detail: { code, name: words.question, why },
})

async function fileOf(tx: Tx, actor: Actor, versions: readonly CheckVersion[], on: string) {
  const check = checkOn(versions, on)
  const [view] = (await viewChecks(tx, [check])) as [z.input<typeof CheckItemView>]
  const templates = (await listTemplates(tx, on, gridOf(actor))).filter(
    ({ itemCodes, standing }) => standing === 'in-force' && itemCodes.includes(check.code),
  )
  return {
    ...view,
    versions: versions.map((version) => ({
      ...viewVersion(version),
      question: version.words.question,
      basis: version.words.basis,
      plain: version.words.plain,
    })),
    latest: versions.at(-1)?.version ?? 1,
    templates: templates.map(({ code, name }) => ({ code, name })),
    openActs: mayChange(actor, versions) ? (['correct', 'close'] as const).slice() : [],
  }
}

/** Checks seen by the actor that a filter matches, in the order of their codes, local ones last. */
export async function searchChecks(tx: Tx, actor: Actor, filter: CheckItemFilterInput): Promise<LibraryCheck[]> {
  const on = filter.on ?? today()
  const chosen = filter.template ? new Set((await findTemplate(tx, filter.template, on))?.itemCodes ?? []) : null
  const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const found = (await listLibrary(tx, on, gridOf(actor))).filter(
    (item) =>
      (filter.standing === 'all' || item.standing === filter.standing) &&
      (!chosen || chosen.has(item.code)) &&
      matchesFacts(item, filter) &&
      words.every((word) => textOf(item).includes(word)),
  )
  return filter.first ? withFirst(found, filter.first.split(',')) : found
}

/** Those of some industries before the others, in the order the industries are named; otherwise as they stand. */
function withFirst(checks: readonly LibraryCheck[], industries: readonly string[]): LibraryCheck[] {
  const rank = ({ industry }: LibraryCheck) => {
    const at = industries.indexOf(industry)
    return at < 0 ? industries.length : at
  }
  return checks.toSorted((a, b) => rank(a) - rank(b))
}

const matchesFacts = (item: LibraryCheck, filter: CheckItemFilterInput): boolean =>
  (!filter.industry || item.industry === filter.industry) &&
  (!filter.category || item.category.startsWith(filter.category)) &&
  (!filter.audience || item.audience === 'both' || item.audience === filter.audience) &&
  (!filter.rank || item.rank === filter.rank) &&
  (!filter.verified || String(item.verified) === filter.verified) &&
  (!filter.place || (filter.place === 'national') === (item.gridCode === null))

const textOf = ({ code, question, plain, basis }: LibraryCheck) => `${code} ${question} ${plain} ${basis}`.toLowerCase()
