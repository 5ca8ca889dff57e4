import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { documentSource } from './case-source.ts'
import { AGENCY, addEnterprise, draft, fillAgency, recordValues } from './test-documents.ts'

const OFFICERS = AGENCY.officers
let house: House
let caseId: string
let objectId: string
let forget: () => void

const documents = (login: 'wang' | 'lin' | 'zhao' = 'wang') =>
  house.as(login)('GET', `/api/v1/cases/${caseId}/documents`)
const named = (list: { key: string; waits: string[] }[]) => list.map(({ key, waits }) => [key, waits.length])

beforeAll(async () => {
  house = await openHouse()
  await fillAgency(house)
  objectId = await addEnterprise(house)
  await house.giveFileTo(objectId)
  const input = {
    kind: 'annual',
    fromMonth: '2026-01',
    toMonth: '2026-12',
    name: '年度计划',
    officers: 4,
    otherDays: 10,
    daysPerVisit: 1,
    cap: 2,
    basis: '市局要求',
  }
  const plan = await house.as('wang')('POST', '/api/v1/inspection-plans', { gridCode: PLACES.guangrao, input })
  caseId = plan.body.id
  forget = documentSource({
    kind: 'inspection-plan',
    values: async () => ({ values: { 'inspection.place': '3号污水池' }, officers: OFFICERS }),
    suggests: (state) => (state === 'ended' ? [] : ['inspection_record', 'rectification_order', 'inquiry_notice']),
    hinders: async (_tx, { key }) => (key === 'inquiry_notice' ? '先写明询问谁' : null),
  })
})
afterAll(async () => {
  forget()
  await house.close()
})

test('a case says which documents suit it now and what each still waits for', async () => {
  const { status, body } = await documents()
  expect([status, body.total, named(body.suits)]).toEqual([
    200,
    0,
    [
      ['inspection_record', 0],
      ['rectification_order', 1],
      ['inquiry_notice', 1],
    ],
  ])
  expect(body.suits[1].waits[0]).toContain('《现场检查记录》')
  expect((await documents('lin')).status).toBe(404)
  expect((await documents('zhao')).status).toBe(404)
})

test('what must come first is named when a document is begun too soon, and the case fills in its own', async () => {
  const early = await draft(house, 'rectification_order', { caseId, objectId })
  expect([early.status, early.body.type, early.body.detail]).toEqual([
    409,
    '/problems/legal-document/not-yet',
    expect.stringContaining('《现场检查记录》'),
  ])
  expect((await draft(house, 'inquiry_notice', { caseId, objectId })).body.detail).toContain('先写明询问谁')
  const { checkPlace: _place, officers: _officers, ...rest } = recordValues
  const record = await draft(house, 'inspection_record', { caseId, objectId }, rest)
  expect([record.status, record.body.values.checkPlace, record.body.values.officers]).toEqual([
    201,
    '3号污水池',
    OFFICERS,
  ])
  expect((await documents()).body.suits[0].draftId).toBe(record.body.id)
  const issued = await house.as('wang')('POST', `/api/v1/legal-documents/${record.body.id}/issue`, {})
  expect(issued.status).toBe(200)
  const order = await draft(house, 'rectification_order', { caseId, objectId })
  expect([order.status, order.body.values.recordNo]).toEqual([201, issued.body.number])
  expect((await documents()).body.items.map((one: { state: string }) => one.state)).toEqual(['issued', 'draft'])
})
