import { z } from 'zod'
import type { Press } from '#kernel/documents/press.ts'
import { common, mapConstraints, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, type Call, route } from '#kernel/http/route.ts'
import { may } from '#kernel/identity/model/actor.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { listPath } from '#modules/grid/server/store.ts'
import { HOTLINE, voidReasons } from '../model/codes.ts'
import { plateProblems } from '../model/problems.ts'
import { IssuePlates, ObjectIds, PlateCode, PlateView, PrintPlates, ShownPlate, VoidPlate } from '../model/schema.ts'
import { cardsOf, getPlate, issuePlates, printCards, voidPlate } from './service.ts'
import { findShown, listEnterprises, listInForce, listOf, type PlateRow } from './store.ts'

mapConstraints({
  plate_in_force: { kind: plateProblems.ended, detail: '这家企业刚刚有了新码牌，请重新打开。' },
})

/** What plates are given by the process that composes them. */
export interface PlateContext {
  press: Press
  /** Beginning of the address in the code of a plate, never out of what a request says; null while nobody has set it. */
  siteOf(settings: SettingsReader, request: Pick<Call<never, never, never>['request'], 'server'>): string | null
}

const tag = '企业码牌'
const ByCode = z.object({ code: PlateCode })

/** Plates of enterprises: made, printed, scanned, ended. */
export const plateRoutes = ({ press, siteOf }: PlateContext): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/v1/plate-shown',
    summary: '任何人扫码牌看到的：企业名称、网格、怎样举报；不用登录，没有个人信息',
    tag,
    permission: 'public',
    perMinute: 30,
    raw: true,
    query: ByCode,
    answer: ShownPlate,
    act: ({ db, query: { code } }) =>
      db.read(wholeTree, async (tx) => {
        const found = await findShown(tx, code)
        const about = { code, hotline: HOTLINE }
        if (!found?.name) {
          // A plate whose enterprise went into another's file is as good as void.
          const state = found ? ('void' as const) : ('unknown' as const)
          return { ...about, state, name: null, grids: [], voidedOn: found?.voidedOn ?? null }
        }
        const grid = found.gridCode ?? ''
        const path = await listPath(
          tx,
          [4, 6, 9, 12, 15].filter((n) => n <= grid.length).map((n) => grid.slice(0, n)),
        )
        const grids = path.toSorted((a, b) => a.code.length - b.code.length).map(({ name }) => name)
        return { ...about, state: 'valid' as const, name: found.name, grids, voidedOn: null }
      }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/plates',
    summary: '一些企业现在用的码牌；没有的不列，设备离线扫码前带上',
    tag,
    permission: 'plate.read',
    query: z.object({ objects: ObjectIds }),
    answer: z.object({ items: z.array(PlateView) }),
    act: async ({ tx, actor, query }) => ({
      items: (await listInForce(tx, actor.scope, query.objects)).map(plateView),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/plates/print',
    summary: '打印码牌（PDF）：A6 一页一张，A4 一页四张',
    tag,
    permission: 'plate.read',
    query: PrintPlates,
    answer: z.unknown(),
    raw: true,
    act: async ({ db, actor, query: { objects, sheet }, settings, request, reply }) => {
      const site = siteOf(settings, request)
      if (!site)
        throw new Problem(
          plateProblems.noSite,
          '码牌二维码里的网址还没有设置，现在印出来扫不开。请管理员在「设置」里填写「二维码里的网址开头」，再来打印。',
        )
      const cards = await db.read(actor.scope, (tx) => cardsOf(tx, actor.scope, objects, site))
      // One enterprise on a sheet of four gets four of the same: for its gates and workshops.
      const [only] = cards
      const printed = only && cards.length === 1 && sheet === 'a4' ? [only, only, only, only] : cards
      const pdf = await printCards(press, printed, sheet)
      reply.headers({
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(fileName(cards.length, cards[0]?.title))}`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      })
      return pdf
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/plates/:code',
    summary: '一块码牌是哪家企业的；作废的也答，说明为什么',
    tag,
    permission: 'plate.read',
    perMinute: 120,
    params: ByCode,
    answer: PlateView,
    act: async ({ tx, actor, params }) => plateView(await getPlate(tx, actor.scope, params.code)),
  }),
  route({
    method: 'GET',
    path: '/api/v1/enterprises/:id/plates',
    summary: '一家企业的码牌，现在用的和作废的，新的在前',
    tag,
    permission: 'plate.read',
    params: z.object({ id: z.uuid('企业编号不正确') }),
    answer: z.object({ items: z.array(PlateView), mayIssue: z.boolean() }),
    act: async ({ tx, actor, params: { id } }) => {
      if ((await listEnterprises(tx, actor.scope, [id])).length === 0)
        throw new Problem(common.notFound, '没有这家企业，或不在您的辖区。')
      return { items: (await listOf(tx, actor.scope, id)).map(plateView), mayIssue: may(actor, 'plate.issue') }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/plates',
    summary: '给还没有码牌的企业制作码牌；已经有的不变',
    tag,
    permission: 'plate.issue',
    audit: 'plate.issued',
    body: IssuePlates,
    answer: z.object({ items: z.array(PlateView), issued: z.number() }),
    act: async ({ tx, actor, body, note }) => {
      const { plates, issued } = await issuePlates(tx, actor, body.objectIds)
      const [only] = plates
      const one = only && plates.length === 1 ? only : null
      note({
        ...(one ? { objectType: 'enterprise', objectId: one.objectId } : { objectType: 'plate' }),
        gridCode: only?.gridCode ?? actor.gridCode,
        detail: { count: issued, ...(one ? { name: one.name } : {}) },
      })
      return { items: plates.map(plateView), issued }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/plates/:code/void',
    summary: '作废一块码牌，写明原因；遗失、冒用、污损的同时补一张',
    tag,
    permission: 'plate.issue',
    audit: 'plate.voided',
    params: ByCode,
    body: VoidPlate,
    answer: z.object({ next: PlateView.nullable() }),
    act: async ({ tx, actor, params, body, note }) => {
      const { ended, next } = await voidPlate(tx, actor, params.code, body)
      note({
        objectType: 'enterprise',
        objectId: ended.objectId,
        gridCode: ended.gridCode,
        detail: { name: ended.name, reason: body.reason, note: body.note, replaced: next !== null },
      })
      return { next: next && plateView(next) }
    },
  }),
]

const fileName = (count: number, name: string | undefined): string =>
  count === 1 ? `码牌-${name}.pdf` : `码牌-${count}家.pdf`

function plateView({ regulatorClasses: _, ...row }: PlateRow): z.input<typeof PlateView> {
  return {
    ...row,
    issuedAt: row.issuedAt.toISOString(),
    voidedAt: row.voidedAt?.toISOString() ?? null,
    voidReason: row.voidReason && voidReasons[row.voidReason],
  }
}
