import { CasePage } from '#kernel/cases/console/pages/case.tsx'
import { measureFace } from '../face.tsx'

/** One measure. */
export const MeasurePage = () => <CasePage face={measureFace} />
