import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { refuseOtherAccount } from '#kernel/sync/account.ts'
import { checkAddress } from '../../model/number.ts'
import {
  DeviceDocument,
  DeviceDocumentAnswer,
  DeviceNumber,
  DeviceNumbersInput,
  DocumentFacts,
  DocumentKit,
  ReturnFromDevice,
  VoidOnDevice,
} from '../../model/schema.ts'
import type { DocumentContext } from '../context.ts'
import { takeDeviceDocument } from '../service/device-document.ts'
import { fillDevice, returnFromDevice, voidOnDevice } from '../service/device-number.ts'
import { documentFactsOf, kitOf } from '../service/kit.ts'
import { documentSettings } from '../settings.ts'
import { agencyOf, siteOf } from './own.ts'

const tag = '现场文书'

/** Documents made on a device without a network: what it takes along, its numbers, what it issued. */
export const deviceRoutes = (context: DocumentContext): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/v1/legal-document-kit',
    summary: '在现场出文书要带的：机关信息和今天有效的模板',
    tag,
    permission: 'legal-document.issue',
    query: z.object({ kind: z.string().max(40) }),
    answer: DocumentKit,
    act: ({ tx, actor, query, settings, request }) =>
      kitOf(tx, actor, query.kind, {
        siteAddress: siteOf(settings, request),
        numbersEach: settings.get(documentSettings.deviceNumbers),
      }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/cases/:id/document-facts',
    summary: '出一个办件的文书要带的：当事人和已有的文书',
    tag,
    permission: 'legal-document.issue',
    params: z.object({ id: z.uuid('办件编号不正确') }),
    answer: DocumentFacts,
    act: ({ tx, actor, params }) => documentFactsOf(tx, actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/api/v1/device-numbers',
    summary: '给现场设备补满文号，连同每个号的查验码；已经够的不再加',
    tag,
    permission: 'legal-document.issue',
    audit: 'legal-number.reserved',
    body: DeviceNumbersInput,
    answer: z.object({ items: z.array(DeviceNumber), nextCursor: z.null(), total: z.number() }),
    act: async ({ tx, actor, body, note, settings }) => {
      refuseOtherAccount(actor, body.accountId)
      const agency = await agencyOf(tx, actor)
      const { numbers, added } = await fillDevice(tx, actor, agency, body, {
        full: settings.get(documentSettings.deviceNumbers),
        aDay: settings.get(documentSettings.deviceNumbersADay),
      })
      const detail = { word: body.words.join('、'), count: added, device: body.device }
      note({ objectType: 'legal-number', gridCode: agency.gridCode, detail })
      return { items: numbers, nextCursor: null, total: numbers.length }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/device-numbers/return',
    summary: '现场设备退回没有用的文号',
    tag,
    permission: 'legal-document.issue',
    audit: 'legal-number.returned',
    body: ReturnFromDevice,
    answer: z.object({ returned: z.number() }),
    act: async ({ tx, actor, body, note }) => {
      refuseOtherAccount(actor, body.accountId)
      const agency = await agencyOf(tx, actor)
      const numbers = await returnFromDevice(tx, actor, agency, body)
      const detail = { numbers: numbers.join('、'), reason: body.reason }
      note({ objectType: 'legal-number', gridCode: agency.gridCode, detail })
      return { returned: numbers.length }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/device-numbers/void',
    summary: '作废现场设备上一个印坏、收回了的文号',
    tag,
    permission: 'legal-document.issue',
    audit: 'legal-number.voided',
    offline: true,
    body: VoidOnDevice,
    answer: z.object({ number: z.string() }),
    act: async ({ tx, actor, body, note }) => {
      const agency = await agencyOf(tx, actor)
      const number = await voidOnDevice(tx, actor, agency, body)
      note({ objectType: 'legal-number', gridCode: agency.gridCode, detail: { number, reason: body.reason } })
      return { number }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/device-documents',
    summary: '收下现场设备上制发、印出的文书：文字和文号照纸上的，不一样的不收',
    tag,
    permission: 'legal-document.issue',
    audit: 'legal-document.issued',
    offline: true,
    body: DeviceDocument,
    answer: DeviceDocumentAnswer,
    status: 201,
    act: async ({ tx, actor, body, note, settings, request }) => {
      const site = siteOf(settings, request)
      const row = await takeDeviceDocument(tx, context, actor, body, site)
      const { id, objectId, number, gridCode, name, notes, textHash } = row
      note({
        objectType: 'legal-document',
        objectId: id,
        gridCode,
        detail: { name, number: number ?? '', textHash, device: body.deviceId },
      })
      return {
        id,
        objectId,
        number,
        notes,
        checkAddress: checkAddress(site, { number, checkCode: row.checkCode ?? '' }),
      }
    },
  }),
]
