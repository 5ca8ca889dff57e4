import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { tidyPlateCode } from './code.ts'
import { MOST_PLATES, plateSheets, voidReasons } from './codes.ts'

const WRONG = '这不是码牌上的码：十位字母和数字，没有 0、O、1、I'

/** A code as it was typed or read; what cannot be one is refused before anybody looks for it. */
export const PlateCode = z
  .string('请写码牌上的码')
  .max(60, WRONG)
  .transform((typed, context) => {
    const code = tidyPlateCode(typed)
    if (code) return code
    context.addIssue({ code: 'custom', message: WRONG })
    return z.NEVER
  })

const objectId = z.uuid('企业编号不正确')

/** For which enterprises plates are made, where they have none. */
export const IssuePlates = z.strictObject({
  objectIds: z
    .array(objectId)
    .min(1, '请选企业')
    .max(MOST_PLATES, `一次最多 ${MOST_PLATES} 家，请分开做`)
    .transform((ids) => [...new Set(ids)]),
})

/** Ends a plate; unless the enterprise is gone a new one takes its place. */
export const VoidPlate = z.strictObject({
  reason: z.enum(keysOf(voidReasons), '请选作废的原因'),
  note: z.string().trim().max(200, '说明最多 200 个字').default(''),
  replace: z.boolean('请选要不要补一张'),
})

/** Ids in an address, with commas. */
export const ObjectIds = z
  .string('请选企业')
  .min(1, '请选企业')
  .max(MOST_PLATES * 40, `一次最多 ${MOST_PLATES} 家`)
  .transform((text) => [...new Set(text.split(',').map((id) => id.trim().toLowerCase()))])
  .pipe(z.array(objectId).max(MOST_PLATES, `一次最多 ${MOST_PLATES} 家`))

export const PrintPlates = z.object({
  objects: ObjectIds,
  sheet: z.enum(keysOf(plateSheets), '纸张只能是 a6 或 a4').default('a6'),
})

/** A plate as the offices and its enterprise see it. */
export const PlateView = z
  .object({
    code: z.string(),
    objectId: z.uuid(),
    name: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    issuedAt: z.iso.datetime(),
    issuedBy: z.string(),
    voidedAt: z.iso.datetime().nullable(),
    voidedBy: z.string().nullable(),
    voidReason: z.string().nullable(),
    voidNote: z.string(),
  })
  .meta({ id: 'Plate' })

/** What everybody learns who scans a plate: nothing about persons. */
export const ShownPlate = z
  .object({
    state: z.enum(['valid', 'void', 'unknown']),
    code: z.string(),
    name: z.string().nullable(),
    grids: z.array(z.string()).meta({ description: '从市到网格的名称' }),
    voidedOn: z.iso.date().nullable(),
    hotline: z.string(),
  })
  .meta({ id: 'ShownPlate' })
