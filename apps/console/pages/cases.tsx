import { CasesPage } from '#kernel/cases/console/pages/cases.tsx'
import { caseFaces } from '../case-faces.ts'

/** The work of one's seat over every kind of case. */
export const Cases = () => <CasesPage faces={caseFaces} />
