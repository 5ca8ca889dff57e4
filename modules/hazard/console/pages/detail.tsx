import { CasePage } from '#kernel/cases/console/pages/case.tsx'
import { hazardFace } from '../face.tsx'
import '../hazard.css'

/** One hazard. */
export const HazardPage = () => <CasePage face={hazardFace} />
