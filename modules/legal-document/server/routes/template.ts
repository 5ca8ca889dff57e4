import { z } from 'zod'
import { readBody } from '#kernel/http/read-body.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { exampleValues } from '#standards/legal-document/example.ts'
import { printedName } from '#standards/legal-document/template.ts'
import {
  CopyTemplate,
  RetireTemplate,
  SaveTemplateVersion,
  TemplateLine,
  TemplatePreview,
  TemplateVersionView,
} from '../../model/schema.ts'
import type { DocumentContext } from '../context.ts'
import { sendPages } from '../send.ts'
import { drawDocument, fillDocument } from '../service/print.ts'
import {
  copyTemplate,
  getTemplate,
  listTemplates,
  listVersions,
  refuseFaults,
  retireVersion,
  saveVersion,
  type TemplateInForce,
} from '../service/template.ts'
import { findAgencyOf } from '../store/agency.ts'

const tag = '文书模板'
const Key = z.object({ key: z.string().regex(/^[a-z][a-z_.]{1,79}$/, '模板名称不正确') })
const One = z.object({ id: z.uuid('模板版本编号不正确') })

const line = ({ key, version, fromOn, template }: TemplateInForce): z.input<typeof TemplateLine> => ({
  key,
  no: template.no,
  name: printedName(template.name_zh),
  numberWord: template.numbered === 'none' ? null : template.number_word,
  audience: template.audience,
  profile: template.page_profile,
  version,
  fromOn,
  verified: template.verified,
  fields: template.fields.length,
})

/** Templates in versions, each from a day on. */
export function templateRoutes(context: DocumentContext): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/legal-templates',
      summary: '今天有效的文书模板，按目录顺序',
      tag,
      permission: 'legal-document.draft',
      answer: z.object({ items: z.array(TemplateLine), nextCursor: z.null(), total: z.number() }),
      act: async ({ tx, actor }) => {
        const items = (await listTemplates(tx, actor.gridCode, today())).map(line)
        return { items, nextCursor: null, total: items.length }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/legal-templates/:key',
      summary: '一个模板今天有效的样子',
      tag,
      permission: 'legal-document.draft',
      params: Key,
      answer: TemplateLine.extend({ template: z.unknown() }),
      act: async ({ tx, actor, params }) => {
        const found = await getTemplate(tx, actor.gridCode, params.key, today())
        return { ...line(found), template: found.template }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/legal-templates/:key/versions',
      summary: '一个模板的各版，新的在前，最后是原始样式',
      tag,
      permission: 'legal-document.draft',
      params: Key,
      answer: z.object({ items: z.array(TemplateVersionView), nextCursor: z.null(), total: z.number() }),
      act: async ({ tx, actor, params }) => {
        const { rows, seed } = await listVersions(tx, actor.gridCode, params.key)
        const names = await gridNames(
          tx,
          rows.map(({ gridCode }) => gridCode),
        )
        const items: z.input<typeof TemplateVersionView>[] = rows.map(({ gridCode, key: _key, ...row }) => ({
          ...row,
          gridName: names.get(gridCode) ?? gridCode,
          mine: gridCode === actor.gridCode,
        }))
        if (seed) items.push(seedView(seed))
        return { items, nextCursor: null, total: items.length }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-templates/:key/versions',
      summary: '把改好的模板存为新的一版，从某天起用',
      tag,
      permission: 'legal-template.maintain',
      audit: 'legal-template.saved',
      params: Key,
      body: SaveTemplateVersion,
      answer: z.object({ id: z.uuid(), version: z.number() }),
      status: 201,
      act: async ({ tx, actor, params, body, note }) => {
        const saved = await saveVersion(tx, actor, params.key, body)
        note({
          objectType: 'legal-template',
          objectId: saved.id,
          gridCode: actor.gridCode,
          detail: { name: body.template.name_zh, version: saved.version, note: body.note },
        })
        return saved
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-templates/:key/copy',
      summary: '复制成本单位的一个新模板',
      tag,
      permission: 'legal-template.maintain',
      audit: 'legal-template.copied',
      params: Key,
      body: CopyTemplate,
      answer: z.object({ id: z.uuid(), key: z.string() }),
      status: 201,
      act: async ({ tx, actor, params, body, note }) => {
        const copy = await copyTemplate(tx, actor, params.key, body, today())
        note({ objectType: 'legal-template', objectId: copy.id, gridCode: actor.gridCode, detail: { name: body.name } })
        return copy
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-template-versions/:id/retire',
      summary: '从某天起停用本单位的一版模板，前一版重新有效',
      tag,
      permission: 'legal-template.maintain',
      audit: 'legal-template.retired',
      params: One,
      body: RetireTemplate,
      answer: z.object({ id: z.uuid() }),
      act: async ({ tx, actor, params, body, note }) => {
        const row = await retireVersion(tx, actor, params.id, body.retiredOn)
        note({
          objectType: 'legal-template',
          objectId: row.id,
          gridCode: row.gridCode,
          detail: { name: row.template.name_zh },
        })
        return { id: row.id }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-templates/preview',
      summary: '用示例内容印出一个没有保存的模板（SVG 图）',
      tag,
      permission: 'legal-template.maintain',
      audit: 'legal-document.previewed',
      body: TemplatePreview,
      answer: z.unknown(),
      raw: true,
      act: async ({ db, actor, body, reply }) => {
        const { template } = readBody(TemplatePreview, body)
        refuseFaults(template)
        const agency = await db.read(actor.scope, (tx) => findAgencyOf(tx, actor.gridCode))
        const values = exampleValues(template.fields)
        const filled = fillDocument({ template, values, agency, draft: false, mark: '样张' })
        return sendPages(reply, await drawDocument(context, filled))
      },
    }),
  ]
}

const seedView = (template: z.input<typeof TemplateVersionView>['template']): z.input<typeof TemplateVersionView> => ({
  id: null,
  version: 1,
  fromOn: null,
  retiredOn: null,
  gridName: null,
  mine: false,
  note: template.verified ? '依据2016年国家式样，条文按现行法律调整' : '按工作需要拟写，式样未经核实',
  savedBy: null,
  template,
})
