import { AnalysisPage } from '#modules/analysis/console/pages/boards.tsx'
import { GridValues } from './grid-values.tsx'

/** The boards, with grids on a map. */
export const Analysis = () => <AnalysisPage map={GridValues} />
