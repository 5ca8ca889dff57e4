import type { CaseFace } from '#kernel/cases/console/face.ts'
import { penaltyFace } from '#modules/enforcement-case/console/face.tsx'
import { eventFace } from '#modules/event/console/face.tsx'
import { hazardFace } from '#modules/hazard/console/face.tsx'
import { planFace } from '#modules/inspection/console/face.tsx'
import { inspectionFace } from '#modules/inspection/console/inspection-face.tsx'
import { measureFace } from '#modules/measure/console/face.tsx'
import { alarmFace } from '#modules/monitoring/console/face.tsx'
import { oversightFace } from '#modules/oversight/console/face.tsx'
import { taskFace } from '#modules/task/console/face.tsx'

/** Every kind of case the console shows. */
export const caseFaces: readonly CaseFace[] = [
  hazardFace,
  taskFace,
  eventFace,
  oversightFace,
  planFace,
  inspectionFace,
  measureFace,
  penaltyFace,
  alarmFace,
]
