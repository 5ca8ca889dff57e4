import { z } from 'zod'
import type { Kind } from './topic.ts'

/** Milliseconds since 1970, from 2017 to 2100. */
const instant = z.int().min(1_500_000_000_000).max(4_102_444_800_000)
const pointName = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/)
const version = z.literal(1)
const id = z.string().min(1).max(64)

const point = z
  .strictObject({
    p: pointName,
    val: z.union([z.number(), z.boolean(), z.string().max(256), z.null()]),
    q: z.enum(['good', 'uncertain', 'bad']),
    ts: z.int().optional(),
    code: z.string().max(64).optional(),
  })
  .refine(({ val, q }) => val !== null || q === 'bad', { path: ['q'], error: 'val 为 null 时 q 应为 bad' })

const data = z.strictObject({
  v: version,
  ts: instant,
  seq: z.int().min(0).optional(),
  points: z.array(point).min(1).max(500),
})

const limit = z.number().optional()

/** The payloads of our contract (§3 of the reference), by the last part of the topic. */
export const PAYLOADS = {
  data,
  backfill: data,
  event: z.object({
    v: version,
    id,
    ts: instant,
    p: pointName,
    level: z.int().min(1).max(4),
    kind: z.enum(['high-high', 'high', 'low', 'low-low', 'rate', 'fault', 'offline', 'tamper', 'manual']),
    state: z.enum(['active', 'cleared', 'acked']),
    val: z.number().optional(),
    limit,
    text: z.string().max(500).optional(),
  }),
  state: z.object({
    v: version,
    online: z.boolean(),
    reason: z.string().optional(),
    fw: z.string().optional(),
    battery: z.number().min(0).max(100).optional(),
    rssi: z.number().optional(),
    ts: instant.optional(),
  }),
  meta: z.object({
    v: version.optional(),
    points: z.array(
      z.object({
        p: pointName,
        name: z.string().optional(),
        unit: z.string().optional(),
        type: z.enum(['analog', 'digital', 'counter', 'text']),
        min: limit,
        max: limit,
        ll: limit,
        l: limit,
        h: limit,
        hh: limit,
        deadband: limit,
        hazard: z.union([z.string(), z.number()]).optional(),
        medium: z.string().optional(),
      }),
    ),
  }),
  cmd: z.object({
    v: version,
    id,
    name: z.enum(['read', 'set-limit', 'reboot', 'self-test', 'valve']),
    args: z.record(z.string(), z.unknown()).optional(),
    expires: z.int(),
  }),
  'cmd/ack': z.object({
    v: version,
    id,
    ok: z.boolean(),
    error: z.string().optional(),
    result: z.record(z.string(), z.unknown()).optional(),
    ts: z.int(),
  }),
} satisfies Record<Kind, z.ZodType>

export type DataPayload = z.infer<typeof data>
