import type { CaseType } from './case-type.ts'
import { type CommonAct, commonSpec, isCommon } from './common-acts.ts'

/** What an act is called. */
export const titleOfAct = (type: CaseType, act: string): string =>
  type.acts[act]?.title ?? (isCommon(act) ? commonSpec(act as CommonAct).title : act)
