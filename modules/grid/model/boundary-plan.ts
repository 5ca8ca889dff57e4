import { z } from 'zod'
import type { Area } from '#kernel/geo/polygon.ts'
import type { GridKind, GridLevel } from './codes.ts'
import { GridCode } from './schema.ts'

/** A geometry as sent: read and judged by `readArea`, so that every fault gets its sentence. */
const Geometry = z.looseObject({ type: z.string('缺少 type') }).meta({ description: 'GeoJSON，[经度, 纬度]，CGCS2000' })
const Name = z.string().trim().min(1, '请填写名称').max(60)

const BoundaryInput = z.strictObject({
  kind: z.literal('boundary'),
  boundaries: z
    .array(z.strictObject({ code: GridCode, geometry: Geometry }))
    .min(1, '没有边界')
    .max(5000),
  follow: z.boolean().default(true).meta({ description: '下级网格跟着改：界外的裁掉，新增的并入相邻下级' }),
})

const SplitInput = z.strictObject({
  kind: z.literal('split'),
  code: GridCode,
  line: Geometry.optional(),
  names: z.tuple([Name, Name]).optional().meta({ description: '用分割线时两块的名称，自西向东' }),
  parts: z
    .array(z.strictObject({ code: GridCode.optional(), name: Name, geometry: Geometry }))
    .min(2, '至少分成两块')
    .max(50)
    .optional(),
})

const MergeInput = z.strictObject({
  kind: z.literal('merge'),
  codes: z.array(GridCode).min(2, '至少选两个网格').max(50),
  name: Name,
  into: z.enum(['new', 'lowest']).default('new').meta({ description: '并入新编码，或保留最小的编码' }),
})

/** What somebody wants to change about the shape of the grid. */
export const PlanInput = z
  .discriminatedUnion('kind', [BoundaryInput, SplitInput, MergeInput], '方案类型应为 boundary、split 或 merge')
  .meta({ id: 'NewGridPlan' })

export type PlanInput = z.output<typeof PlanInput>

export const ApplyInput = z
  .strictObject({
    reason: z.string().trim().min(2, '请写明调整理由').max(500),
    documentNumber: z.string().trim().min(2).max(100).nullish(),
  })
  .meta({ id: 'ApplyGridPlan' })

export const FindingView = z
  .object({
    kind: z.enum(['overlap', 'gap', 'outside_parent', 'size', 'no_boundary', 'uncovered', 'pieces', 'emptied']),
    severity: z.enum(['refuse', 'warn']),
    codes: z.array(z.string()),
    areaM2: z.number().nullable(),
    message: z.string(),
  })
  .meta({ id: 'GridFinding' })

const Node = z.object({ code: z.string(), name: z.string(), level: z.string() })

export const MoveView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    from: z.string(),
    fromName: z.string(),
    to: z.string(),
    toName: z.string(),
    because: z.enum(['located', 'merged', 'not_located']).meta({
      description: '坐标落在新网格、并入、没有坐标或坐标不在任何网格（归上级）',
    }),
    // Plans kept from before points were shown have none.
    lng: z.number().nullish(),
    lat: z.number().nullish(),
  })
  .meta({ id: 'GridMove' })

/** What a plan would do: the answer of the what-if, kept with the plan. */
export const PlanResult = z
  .object({
    changed: z.array(Node.extend({ areaM2: z.number().nullable(), formerAreaM2: z.number().nullable() })),
    created: z.array(
      Node.extend({ from: z.array(z.string()), areaM2: z.number().nullable(), geometry: z.unknown().nullable() }),
    ),
    retired: z.array(Node.extend({ into: z.array(z.string()) })),
    findings: z.array(FindingView),
    applicable: z.boolean(),
    enterprises: z.object({ total: z.number(), notLocated: z.number(), items: z.array(MoveView) }),
    places: z.object({ total: z.number(), items: z.array(MoveView) }),
    duties: z.array(
      z.object({
        id: z.uuid(),
        seatId: z.uuid(),
        seatTitle: z.string(),
        bodyName: z.string(),
        layer: z.string(),
        role: z.string(),
        gridCode: z.string(),
        gridName: z.string(),
        becomes: z.array(z.string()).meta({ description: '将在这些网格重新建立；空表示不变' }),
      }),
    ),
    seats: z.array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        bodyName: z.string(),
        gridCode: z.string(),
        gridName: z.string(),
        needsPlace: z.boolean().meta({ description: '所在网格将撤销，需另行安排' }),
      }),
    ),
  })
  .meta({ id: 'GridPlanResult' })

export type PlanResult = z.output<typeof PlanResult>

export const PlanView = PlanResult.extend({
  planId: z.uuid(),
  kind: z.enum(['boundary', 'split', 'merge']),
  source: z.enum(['drawn', 'imported']),
  gridCode: z.string(),
  gridName: z.string(),
  mine: z.boolean(),
  state: z.enum(['open', 'expired', 'applied']),
  author: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  appliedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  documentNumber: z.string().nullable(),
}).meta({ id: 'GridPlan' })

const ShapeView = z.object({ code: z.string(), name: z.string(), level: z.string(), geometry: z.unknown() })

/** Outlines of what a plan touches. */
export const PlanShapes = z
  .object({ before: z.array(ShapeView), after: z.array(ShapeView) })
  .meta({ id: 'GridPlanShapes' })

/** One plan in a list. */
export const PlanLine = PlanView.pick({
  planId: true,
  kind: true,
  source: true,
  gridCode: true,
  gridName: true,
  mine: true,
  state: true,
  author: true,
  createdAt: true,
  expiresAt: true,
  appliedAt: true,
  applicable: true,
})
  .extend({
    subject: z.string().meta({ description: '改动的第一个网格的名称' }),
    enterprises: z.number().meta({ description: '要移动的企业数' }),
  })
  .meta({ id: 'GridPlanLine' })

/** A node that a plan makes. */
export interface CreatedNode {
  code: string
  name: string
  level: GridLevel
  parentCode: string
  kind: GridKind
  geometry: Area | null
  from: string[]
}

/** Levels whose nodes may be split and merged; counties and cities follow the national code (GB/T 2260). */
export const reshapeable: readonly GridLevel[] = ['town', 'village', 'cell']

/** Lowest and highest number of the band a code lies in: cells by kind (codes §5), villages and towns by hundreds. */
function bandOf(level: GridLevel, number: number): [number, number] {
  if (level === 'cell') return number >= 901 ? [901, 999] : number >= 801 ? [801, 899] : [1, 799]
  const hundred = Math.floor(number / 100) * 100
  return [Math.max(1, hundred), hundred + 99]
}

/**
 * Next free code beside a node: one past the highest ever used in its band, or the lowest hole when the band is full, or
 * any free number after that. A retired code counts as used: no code is given twice.
 * @param used codes of all siblings, standing or retired, and codes given in the same plan
 * @returns null when no number is left
 */
export function nextCode(level: GridLevel, beside: string, used: ReadonlySet<string>): string | null {
  const parent = beside.slice(0, -3)
  const codeOf = (number: number) => `${parent}${String(number).padStart(3, '0')}`
  const [low, high] = bandOf(level, Number(beside.slice(-3)))
  const taken = [...used].filter((code) => code.length === beside.length && code.startsWith(parent))
  const numbers = taken.map((code) => Number(code.slice(-3))).filter((number) => number >= low && number <= high)
  const past = Math.max(low - 1, ...numbers) + 1
  if (past <= high) return codeOf(past)
  const free = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => codeOf(from + at)).find((code) => !used.has(code))
  return free(low, high) ?? (level === 'cell' ? null : (free(1, 999) ?? null))
}
