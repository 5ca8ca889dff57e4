import { OpenMeasure } from '../parts/open-measure.tsx'

/** An officer asks the head for a measure. */
export const ProposeMeasurePage = () => (
  <OpenMeasure act="propose" title="报请采取措施" meta="负责人批准以后送达决定书，从送达起算期限。" go="报请批准" />
)

/** An officer took a measure at once; the head is told. */
export const TakeMeasurePage = () => (
  <OpenMeasure
    act="take"
    title="登记当场采取的措施"
    meta="情况紧急、来不及报批的才能先采取；二十四小时内向负责人报告并补办批准（行政强制法第十九条）。"
    go="报负责人补批"
  />
)
