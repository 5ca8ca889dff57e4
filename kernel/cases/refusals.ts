import { common, mapConstraints, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { CaseType } from './model/case-type.ts'
import { whyFiled } from './model/fold.ts'
import { caseProblems } from './model/problems.ts'
import type { CaseRow } from './store.ts'

export const noCase = (type: CaseType) => new Problem(common.notFound, `没有这件${type.title}，或它不在您的辖区。`)

mapConstraints({
  case_act_not_of_filed: {
    kind: caseProblems.filed,
    detail: '这件事已经归档，不能再办；确要补充的，请档案员撤卷。',
  },
})

/** Refuses whatever would change a case that was put away, or what hangs on it. @throws filed */
export function refuseFiled({ filedAs }: Pick<CaseRow, 'filedAs'>): void {
  if (filedAs) throw new Problem(caseProblems.filed, `这件事${whyFiled(filedAs)}。`)
}

export const idTaken = () => new Problem(caseProblems.idTaken, '这个编号已用于另一件事，请重新办理。')

/** 409 with why the act is not open, where that is known, and the acts that are. */
export function closed(type: CaseType, open: string[], why: string | null): Problem {
  const names = open.map((act) => type.acts[act]?.title).filter(Boolean)
  const instead = names.length > 0 ? `现在可以办的是：${names.join('、')}。` : '现在没有轮到您办理的事。'
  return new Problem(caseProblems.actClosed, why ? `${why}。${instead}` : instead, { openActs: open })
}

/** @throws invalid with every fault between the fields of an input */
export function refuseFaults(type: CaseType, act: string, input: Record<string, unknown>, now: Date): void {
  const errors = type.check?.(act, input, today(now)) ?? []
  if (errors[0]) throw new Problem(common.invalid, `${errors[0].message}。`, { errors })
}

/** @throws invalid when an extension would end no later than the term it extends, or with it gone by already */
export function refuseShortening({ clock, stage }: CaseRow, { until }: Record<string, unknown>): void {
  const message =
    stage === 'overdue' || stage === 'raised'
      ? '期限已经过了，不能再延'
      : clock && String(until) <= clock.dueOn.slice(0, 10)
        ? `要晚于现在的期限 ${clock.dueOn}`
        : null
  if (message) throw new Problem(common.invalid, `${message}。`, { errors: [{ pointer: '/input/until', message }] })
}
