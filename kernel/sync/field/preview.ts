import type { Position } from '#kernel/ui/position.ts'
import type { Point } from '#standards/coordinate/convert.ts'
import { type Graded, gradeOf } from '../model/grade.ts'
import { Stamp } from '../model/stamp.ts'
import { BOOT, deviceState, lineOf } from './device.ts'
import { sightingOf } from './marks.ts'

/** What a record written down now would be graded, told before it is kept; the server decides. Null while the limits are not known. */
export async function previewGrade(
  accountId: string,
  about: {
    objectId: string | null
    place: Position | null
    objectPlace: Point | null
    happenedAt: string | null
    why: string | null
  },
): Promise<Graded | null> {
  const { deviceId, limits } = await deviceState()
  if (!limits) return null
  const { challenge, seq } = await lineOf(accountId)
  const seen = await sightingOf(accountId, about.objectId)
  const stamp = Stamp.parse({
    ...{ deviceId, seq: seq + 1, boot: BOOT, challenge },
    wallAt: new Date().toISOString(),
    monotonicMs: performance.now(),
    place: about.place,
    happenedAt: about.happenedAt,
    why: about.why,
    mark: seen && { code: seen.code, seenAt: seen.seenAt },
  })
  // The device does not open the seal of its challenge; in this life of the app it was there when it was made.
  const challengedAt = challenge && Date.parse(challenge.wallAt)
  return gradeOf(
    stamp,
    {
      receivedAt: Date.now(),
      challengedAt,
      objectPlace: about.objectPlace,
      before: null,
      foreign: false,
      broken: false,
      twice: false,
      saidPlaces: [],
      altered: 0,
      mark: seen && 'own',
    },
    limits,
  )
}
