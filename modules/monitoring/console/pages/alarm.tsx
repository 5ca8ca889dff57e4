import { CasePage } from '#kernel/cases/console/pages/case.tsx'
import { alarmFace } from '../face.tsx'
import { AlarmCurve } from '../parts/alarm-curve.tsx'

/** One alarm. */
export const AlarmPage = () => <CasePage face={alarmFace} under={(one) => <AlarmCurve one={one} />} />
