import { CasePage } from '#kernel/cases/console/pages/case.tsx'
import { oversightFace } from '../face.tsx'
import '../oversight.css'

/** One inspection. */
export const OversightPage = () => <CasePage face={oversightFace} />
