import { DossierPage } from '#kernel/cases/console/pages/dossier.tsx'
import { caseFaces } from '../case-faces.ts'

/** The dossier of a case of any kind. */
export const Dossier = () => <DossierPage faces={caseFaces} />
