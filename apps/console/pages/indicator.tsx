import { FigurePage } from '#kernel/indicators/console/pages/figure.tsx'
import { GridValues } from './grid-values.tsx'

/** One indicator, with its grids on a map. */
export const IndicatorPage = () => <FigurePage map={GridValues} />
