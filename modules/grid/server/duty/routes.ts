import { z } from 'zod'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/service.ts'
import { businesses, dutyRoles, layers } from '../../model/businesses.ts'
import {
  AuthorizationInput,
  CoverageView,
  DutyView,
  LayerCode,
  MechanismInput,
  NewDuty,
  ScoreCard,
  SupportInput,
} from '../../model/duty-schema.ts'
import { GridCode } from '../../model/schema.ts'
import { findGrid } from '../store.ts'
import { assignDuty, coverageOf, describeFindings, endDuty, noGrid, scoreCard } from './service.ts'
import * as store from './store.ts'

const tag = '网格责任'
const Code = z.object({ code: GridCode })
const On = z.object({ layer: LayerCode, on: z.iso.date('日期应如 2026-11-21').optional() })

export const dutyRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/grid-layers',
    summary: '逻辑层、监管业务和责任角色的名称',
    tag,
    permission: 'grid.read',
    answer: z.object({
      layers: z.array(z.object({ code: z.string(), name: z.string() })),
      businesses: z.array(
        z.object({ code: z.string(), name: z.string(), layer: z.string(), enforcement: z.boolean() }),
      ),
      roles: z.record(z.string(), z.string()),
    }),
    act: async () => ({ layers: [...layers], businesses: [...businesses], roles: dutyRoles }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/grids/:code/duties',
    summary: '一个网格在一个逻辑层上的监管责任',
    tag,
    permission: 'grid.read',
    params: Code,
    query: On,
    answer: z.object({ items: z.array(DutyView), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, params, query }) => {
      if (!(await findGrid(tx, actor.scope, params.code))) throw noGrid()
      const items = await store.listDutiesAt(tx, actor.scope, params.code, query.layer, query.on ?? today())
      return {
        items: items.map((item) => ({
          ...item,
          businesses: item.businesses && [...item.businesses],
          regulatorClasses: item.regulatorClasses && [...item.regulatorClasses],
        })),
        nextCursor: null,
        total: items.length,
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/duties',
    summary: '让一个岗位承担一个网格的监管责任',
    tag,
    permission: 'grid.assign',
    audit: 'grid.duty-assigned',
    body: NewDuty,
    answer: z.object({ id: z.uuid() }),
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const {
        businesses: some = null,
        objectClass = null,
        regulatorClasses = null,
        commitmentSignedOn = null,
        ...rest
      } = body
      const done = await assignDuty(tx, actor, {
        ...rest,
        businesses: some,
        objectClass,
        regulatorClasses,
        commitmentSignedOn,
      })
      note({
        objectType: 'duty',
        objectId: done.id,
        gridCode: body.gridCode,
        detail: { seat: body.seatId, role: body.role, layer: body.layer },
      })
      return done
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/duties/:id/end',
    summary: '结束一项监管责任',
    tag,
    permission: 'grid.assign',
    audit: 'grid.duty-ended',
    params: z.object({ id: z.uuid('责任编号不正确') }),
    body: z.strictObject({ lastDay: z.iso.date('日期应如 2026-11-21') }),
    answer: z.object({ id: z.uuid() }),
    act: async ({ tx, actor, params, body, note }) => {
      await endDuty(tx, actor, params.id, body.lastDay)
      note({ objectType: 'duty', objectId: params.id, detail: { lastDay: body.lastDay } })
      return { id: params.id }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/grids/:code/score-card',
    summary: '一个网格的七要素评分卡，逐项指出缺口',
    tag,
    permission: 'grid.read',
    params: Code,
    query: On,
    answer: ScoreCard,
    act: ({ tx, actor, params, query }) => scoreCard(tx, actor.scope, params.code, query.layer, query.on ?? today()),
  }),
  route({
    method: 'GET',
    path: '/api/v1/grids/:code/coverage',
    summary: '全覆盖证明：辖区内每个对象、每项业务由谁负责，缺口、重复、空岗、缺授权逐条列出',
    tag,
    permission: 'grid.read',
    params: Code,
    query: On.extend({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    answer: CoverageView,
    act: async ({ tx, actor, params, query }) => {
      if (!(await findGrid(tx, actor.scope, params.code))) throw noGrid()
      const on = query.on ?? today()
      const { coverage, duties } = await coverageOf(tx, actor.scope, params.code, query.layer, on)
      const byFault = { gap: 0, overlap: 0, empty_post: 0, unauthorised: 0 }
      for (const finding of coverage.findings) byFault[finding.fault] += finding.objects
      const findings = await describeFindings(tx, coverage.findings, duties, query.limit)
      return {
        ...coverage,
        gridCode: params.code,
        layer: query.layer,
        on,
        byFault,
        findings,
        findingsTotal: coverage.findings.length,
      }
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/grids/:code/support',
    summary: '登记网格的监管保障：人员、装备、工作制度',
    tag,
    permission: 'grid.assign',
    audit: 'grid.support-changed',
    params: Code,
    body: SupportInput,
    answer: z.object({ gridCode: z.string() }),
    act: async ({ tx, actor, params, body, note }) => {
      if (!(await findGrid(tx, actor.scope, params.code))) throw noGrid()
      await store.upsertSupport(tx, params.code, body.layer, { ...body, workRules: body.workRules ?? null })
      note({ objectType: 'grid', objectId: params.code, gridCode: params.code, detail: { layer: body.layer } })
      return { gridCode: params.code }
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/grids/:code/mechanisms',
    summary: '登记三张网络之一的运行制度',
    tag,
    permission: 'grid.assign',
    audit: 'grid.mechanism-changed',
    params: Code,
    body: MechanismInput,
    answer: z.object({ gridCode: z.string() }),
    act: async ({ tx, actor, params, body, note }) => {
      if (!(await findGrid(tx, actor.scope, params.code))) throw noGrid()
      await store.upsertMechanism(tx, params.code, body)
      note({
        objectType: 'grid',
        objectId: params.code,
        gridCode: params.code,
        detail: { layer: body.layer, network: body.network },
      })
      return { gridCode: params.code }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/seats/:id/authorizations',
    summary: '给一个岗位执法业务的授权',
    tag,
    permission: 'grid.assign',
    audit: 'grid.seat-authorised',
    params: z.object({ id: z.uuid('岗位编号不正确') }),
    body: AuthorizationInput,
    answer: z.object({ id: z.uuid() }),
    status: 201,
    act: async ({ tx, actor, params, body, note }) => {
      const gridCode = await store.findSeatGrid(tx, actor.scope, params.id)
      if (!gridCode) throw new Problem(common.notFound, '没有这个岗位，或它不在您的辖区。')
      const id = newId()
      await store.insertAuthorization(tx, { ...body, id, seatId: params.id, toOn: body.toOn ?? null })
      note({
        objectType: 'seat',
        objectId: params.id,
        gridCode,
        detail: { businesses: body.businesses, basis: body.basis },
      })
      return { id }
    },
  }),
]
