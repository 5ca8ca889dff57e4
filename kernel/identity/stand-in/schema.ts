import { z } from 'zod'

const Day = z.iso.date('日期格式应为 2026-11-21')

export const NewStandIn = z
  .strictObject({
    personId: z.uuid('请选由谁代理'),
    fromOn: Day,
    toOn: Day,
    reason: z.string().trim().min(2, '写明原因，如休假、学习').max(100, '最多 100 字'),
  })
  .meta({ id: 'NewStandIn' })

export const StandInView = z
  .object({
    id: z.uuid(),
    seatId: z.uuid(),
    seatTitle: z.string(),
    bodyName: z.string(),
    personId: z.uuid(),
    personName: z.string(),
    forPersonId: z.uuid(),
    forPersonName: z.string(),
    fromOn: z.string(),
    toOn: z.string().meta({ description: '最后一天' }),
    reason: z.string(),
  })
  .meta({ id: 'StandIn' })

export const StandInChoice = z
  .object({ personId: z.uuid(), name: z.string(), seatTitle: z.string(), bodyName: z.string() })
  .meta({ id: 'StandInChoice' })
