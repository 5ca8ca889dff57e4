import { z } from 'zod'
import { line } from '#kernel/cases/model/inputs.ts'
import { EnterpriseFile } from '#modules/enterprise/model/schema.ts'
import { VisitView } from '#modules/patrol/model/schema.ts'

const Day = z.string()

/** A hazard that is not closed, as one wants to know it at the gate. */
export const HazardAlong = z
  .object({
    id: z.uuid(),
    number: z.string().nullable(),
    what: z.string(),
    place: z.string(),
    rank: z.enum(['ordinary', 'major']).nullable(),
    state: z.string(),
    stateTitle: z.string(),
    foundOn: Day,
    dueOn: Day.nullable().meta({ description: '整改期限；没有责令的为空' }),
    listed: z.boolean().meta({ description: '挂牌督办' }),
  })
  .meta({ id: 'HazardAlong' })

export const MajorHazardAlong = z
  .object({
    id: z.uuid(),
    name: z.string(),
    unitType: z.enum(['production', 'tank_farm', 'warehouse']),
    level: z.number().nullable().meta({ description: '1 到 4 级；不构成重大危险源的为空' }),
    r: z.number(),
  })
  .meta({ id: 'MajorHazardAlong' })

export const RiskAlong = z
  .object({
    id: z.uuid(),
    name: z.string(),
    unit: z.string(),
    level: z.number(),
    accidentTypeName: z.string(),
    controlsFailed: z.number(),
  })
  .meta({ id: 'RiskAlong' })

export const InspectionAlong = z
  .object({
    id: z.uuid(),
    on: Day.nullable().meta({ description: '检查日期，没有查的为计划日期' }),
    made: z.boolean(),
    reasonTitle: z.string(),
    stateTitle: z.string(),
    findings: z.number(),
    dueOn: Day.nullable(),
  })
  .meta({ id: 'InspectionAlong' })

export const PatrolAlong = z
  .object({
    id: z.uuid(),
    on: Day,
    officer: z.string(),
    seatTitle: z.string(),
    items: z.number(),
    findings: z.number(),
    note: z.string(),
  })
  .meta({ id: 'PatrolAlong' })

export const PenaltyAlong = z
  .object({
    id: z.uuid(),
    conduct: z.string(),
    against: z.enum(['unit', 'person']),
    decisionNo: z.string().nullable(),
    decidedOn: Day.nullable(),
    fine: z.number().meta({ description: '元' }),
    stateTitle: z.string(),
  })
  .meta({ id: 'PenaltyAlong' })

/** A list of checks; enterprises name theirs by code, so that each list travels once. */
export const TemplateAlong = VisitView.shape.templates.element
export type TemplateAlong = z.output<typeof TemplateAlong>

/** What a visit needs of one enterprise. */
export const VisitAlong = VisitView.omit({ templates: true }).extend({ templates: z.array(z.string()) })

/** What comes along of an enterprise beside the register; each only for those who may read it. */
export const PARTS = {
  hazards: { title: '没销号的隐患', of: HazardAlong },
  majorHazards: { title: '重大危险源', of: MajorHazardAlong },
  risks: { title: '风险点', of: RiskAlong },
  inspections: { title: '执法检查', of: InspectionAlong },
  patrols: { title: '走访', of: PatrolAlong },
  penalties: { title: '行政处罚', of: PenaltyAlong },
} as const
export type PartKey = keyof typeof PARTS
export type PartRow<K extends PartKey> = z.output<(typeof PARTS)[K]['of']>

export const PART_KEYS = Object.keys(PARTS) as PartKey[]

/** At most so many rows of a part come along, with how many there are. */
const partView = <T extends z.ZodType>(row: T) => z.object({ items: z.array(row), total: z.number() }).optional()

export const AlongFile = z
  .object({
    id: z.uuid(),
    file: EnterpriseFile,
    gridName: z.string(),
    visit: VisitAlong.optional(),
    parts: z.object({
      hazards: partView(HazardAlong),
      majorHazards: partView(MajorHazardAlong),
      risks: partView(RiskAlong),
      inspections: partView(InspectionAlong),
      patrols: partView(PatrolAlong),
      penalties: partView(PenaltyAlong),
    }),
    leftOut: z
      .array(z.object({ part: z.string(), title: z.string(), bytes: z.number() }))
      .meta({ description: '太大没有带上的部分' }),
    bytes: z.number(),
  })
  .meta({ id: 'AlongFile' })
export type AlongFile = z.output<typeof AlongFile>

const GridCode = z.string().regex(/^\d{4,15}$/, '网格编码不正确')
const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/** Enterprises of one answer at most. */
export const MOST_FILES = 50

const Ids = z
  .string()
  .max(MOST_FILES * 37, `一次最多 ${MOST_FILES} 家`)
  .regex(new RegExp(`^${ID}(?:,${ID})*$`, 'i'), '企业编号不正确，用逗号隔开')

/** Which enterprises: all of a grid, or some by id; of one's whole subtree when neither is said. */
export const AlongChoice = z.object({
  grid: GridCode.optional(),
  ids: Ids.optional().meta({ description: `企业编号，用逗号隔开，最多 ${MOST_FILES} 家` }),
})
export type AlongChoiceInput = z.output<typeof AlongChoice>

export const AlongQuery = AlongChoice.extend({
  cursor: z.string().max(500).optional().meta({ description: '上一批的 nextCursor；断了从这里接着带' }),
  limit: z.coerce.number('应为家数').int().min(1).max(MOST_FILES, `一批最多 ${MOST_FILES} 家`).default(MOST_FILES),
})

export const AlongBatch = z
  .object({
    items: z.array(AlongFile),
    nextCursor: z.string().nullable(),
    total: z.number(),
    templates: z.array(TemplateAlong).meta({ description: '这一批企业的检查表，每张一次' }),
    asOf: z.iso.datetime(),
  })
  .meta({ id: 'AlongBatch' })
export type AlongBatch = z.output<typeof AlongBatch>

export const AlongSize = z
  .object({
    total: z.number(),
    bytes: z.number().meta({ description: '按前几家的实际大小估计' }),
    mostPerFile: z.number(),
  })
  .meta({ id: 'AlongSize' })
export type AlongSize = z.output<typeof AlongSize>

/** Whole names and numbers of people, for who must call them on site; it is written down for what. */
export const RevealContacts = z.strictObject({
  ids: z.array(z.uuid('企业编号不正确')).min(1, '没有要带的企业').max(MOST_FILES, `一次最多 ${MOST_FILES} 家`),
  purpose: line('用途', '写明用途，至少两个字', 200),
})
