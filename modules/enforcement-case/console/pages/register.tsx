import { OpenPage } from '../parts/open-page.tsx'

/** An office registers a clue: about whom, what, where it came from. */
export const RegisterCluePage = () => (
  <OpenPage act="register" title="登记线索" meta="登记以后核实，够立案条件的报请负责人批准。" go="登记线索" />
)
