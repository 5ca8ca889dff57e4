import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import {
  AddTemplate,
  CheckTemplateFile,
  CheckTemplateFilter,
  CheckTemplateView,
  CloseTemplate,
  ReviseTemplate,
} from '../../model/schema.ts'
import { listChecks, listTemplates, type TemplateVersion, templateOn } from '../library.ts'
import { gridOf, mayChange } from '../service/keeping.ts'
import { addTemplate, closeTemplate, getTemplate, reviseTemplate } from '../service/template.ts'
import { viewTemplates, viewVersion } from '../view.ts'

const tag = '检查项'
const One = z.object({ code: z.string().max(40) })

/** Templates: lists of checks for one industry and occasion, with versions. */
export const templateRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/check-templates',
    summary: '检查模板，默认只给当日适用的',
    tag,
    permission: 'check-item.read',
    query: CheckTemplateFilter,
    answer: z.object({ items: z.array(CheckTemplateView), nextCursor: z.null(), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const words = (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
      const found = (await listTemplates(tx, query.on ?? today(), gridOf(actor))).filter(
        ({ code, name, industry, level, standing, gridCode }) =>
          (query.standing === 'all' || standing === query.standing) &&
          (!query.industry || industry === query.industry) &&
          (!query.level || level === query.level) &&
          (!query.place || (query.place === 'national') === (gridCode === null)) &&
          words.every((word) => `${code} ${name}`.toLowerCase().includes(word)),
      )
      return { items: await viewTemplates(tx, found), nextCursor: null, total: found.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/check-templates/:code',
    summary: '一个检查模板：当日的检查项和各个版本',
    tag,
    permission: 'check-item.read',
    params: One,
    query: z.object({ on: z.iso.date('日期应如 2026-11-21').optional() }),
    answer: CheckTemplateFile,
    act: async ({ tx, actor, params, query }) =>
      fileOf(tx, actor, await getTemplate(tx, actor, params.code), query.on ?? today()),
  }),
  route({
    method: 'POST',
    path: '/api/v1/check-templates',
    summary: '新增一个本地检查模板，从检查项里组合',
    tag,
    permission: 'check-item.maintain',
    audit: 'check-item.template-added',
    body: AddTemplate,
    answer: CheckTemplateFile,
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const version = await addTemplate(tx, actor, body.words, body.fromOn, body.why)
      note(about(version))
      return fileOf(tx, actor, [version], version.fromOn)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/check-templates/:code/revise',
    summary: '修改一个检查模板：记为新的一版，从写明的一天起用',
    tag,
    permission: 'check-item.maintain',
    audit: 'check-item.template-revised',
    params: One,
    body: ReviseTemplate,
    answer: CheckTemplateFile,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      note(about(await reviseTemplate(tx, actor, params.code, ifMatch, body.words, body.fromOn, body.why)))
      return fileOf(tx, actor, await getTemplate(tx, actor, params.code), body.fromOn ?? today())
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/check-templates/:code/close',
    summary: '停用一个检查模板：写明最后适用的一天和原因',
    tag,
    permission: 'check-item.maintain',
    audit: 'check-item.template-closed',
    params: One,
    body: CloseTemplate,
    answer: CheckTemplateFile,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      note(about(await closeTemplate(tx, actor, params.code, ifMatch, body.lastOn, body.why)))
      return fileOf(tx, actor, await getTemplate(tx, actor, params.code), today())
    },
  }),
]

const about = ({ code, gridCode, words, why }: TemplateVersion) => ({
  objectType: 'check-template',
  objectId: code,
  ...(gridCode ? { gridCode } : {}),
  detail: { code, name: words.name, why },
})

async function fileOf(tx: Tx, actor: Actor, versions: readonly TemplateVersion[], on: string) {
  const template = templateOn(versions, on)
  const [view] = (await viewTemplates(tx, [template])) as [z.input<typeof CheckTemplateView>]
  const checks = await listChecks(tx, template.itemCodes, on)
  return {
    ...view,
    items: template.itemCodes.map((code) => {
      const check = checks.get(code)
      const { question = code, basis = '', standing = 'closed', rank = 'ordinary' } = check ?? {}
      return { code, question, basis, standing, rank }
    }),
    versions: versions.map((version) => ({
      ...viewVersion(version),
      name: version.words.name,
      items: version.words.itemCodes.length,
    })),
    latest: versions.at(-1)?.version ?? 1,
    openActs: mayChange(actor, versions) ? (['revise', 'close'] as const).slice() : [],
  }
}
