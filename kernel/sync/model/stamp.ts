import { z } from 'zod'
import { sm3 } from '#standards/hash/sm3.ts'

const uuid = (fault: string) => z.uuid(fault).transform((id) => id.toLowerCase())
const instant = (fault: string) =>
  z.iso.datetime({ offset: true, error: fault }).refine((at) => /^(19|20|21)/.test(at), fault)
const monotonic = z.number('单调时钟不正确').min(0, '单调时钟不正确').max(1e12, '单调时钟不正确')

/** No device gets as far: a hundred records a day for 270 years. */
const LAST_SEQ = 1e7

/** Where a device says it is. */
export const FieldPlace = z.strictObject({
  lng: z.number('经度不正确').min(-180, '经度不正确').max(180, '经度不正确'),
  lat: z.number('纬度不正确').min(-90, '纬度不正确').max(90, '纬度不正确'),
  accuracyM: z.number().min(0).max(1e7).nullable().default(null),
})

/** The last word of the server a device had: a sealed instant, and what the clocks of the device said then. */
export const HeldChallenge = z.strictObject({
  token: z.string().min(20, '校时凭据不正确').max(500, '校时凭据不正确'),
  boot: uuid('校时凭据不正确'),
  monotonicMs: monotonic,
  wallAt: instant('校时凭据不正确'),
})

/**
 * What a device says of the moment a record was made (现场实录): both of its clocks, where it was, which photographs belong to
 * it. Nothing of it is believed by itself; `gradeOf` compares it.
 */
export const Stamp = z.strictObject({
  deviceId: uuid('设备编号不正确'),
  /** Running number of the device for this account, from 1. */
  seq: z.number().int().min(1, '设备流水号从 1 起').max(LAST_SEQ, '设备流水号不正确'),
  /** One life of the app on the device: its monotonic clock counts from there. */
  boot: uuid('启动编号不正确'),
  wallAt: instant('设备时间不正确'),
  monotonicMs: monotonic,
  challenge: HeldChallenge.nullable().default(null),
  place: FieldPlace.nullable().default(null),
  /** What the record is about, whose place it is held against. */
  objectId: uuid('监管对象编号不正确').nullable().default(null),
  /** What was read off the object itself (扫码): its mark, and when by the clock of the device. */
  mark: z
    .strictObject({
      code: z.string().min(1, '标牌的码不正确').max(60, '标牌的码不正确'),
      seenAt: instant('扫码时间不正确'),
    })
    .nullable()
    .default(null),
  /** When it happened, where that is not the moment it was written down. */
  happenedAt: instant('发生时间不正确').nullable().default(null),
  /** Why it is written down afterwards (补录); nothing for a record made on site. */
  why: z.string().trim().max(300, '最多 300 字').nullable().default(null),
  photos: z
    .array(
      z.strictObject({
        fileId: uuid('照片编号不正确'),
        sha256: z.string().regex(/^[0-9a-f]{64}$/, '照片指纹不正确'),
      }),
    )
    .max(200, '一次最多 200 张照片')
    .default([]),
  /** Fingerprint of the device's stamp before this one; null for its first. */
  previous: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '上一条的指纹不正确')
    .nullable()
    .default(null),
})

export type StampInput = z.output<typeof Stamp>

/** Fingerprint of a stamp, which holds that of the one before: to change one is to break the line (SM3). */
export function stampHash(stamp: StampInput): string {
  const { place, challenge, mark } = stamp
  return sm3(
    JSON.stringify([
      stamp.previous,
      stamp.deviceId,
      stamp.seq,
      stamp.boot,
      stamp.wallAt,
      stamp.monotonicMs,
      challenge && [challenge.token, challenge.boot, challenge.monotonicMs, challenge.wallAt],
      place && [place.lng, place.lat, place.accuracyM],
      stamp.objectId,
      stamp.happenedAt,
      stamp.why,
      stamp.photos.map(({ fileId, sha256 }) => [fileId, sha256]),
      // Stamps were made before marks were read: what has none keeps its fingerprint.
      ...(mark ? [[mark.code, mark.seenAt]] : []),
    ]),
  )
}
