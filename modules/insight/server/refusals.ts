import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { insightProblems } from '../model/problems.ts'
import { LONGEST_DAYS } from '../model/schema.ts'
import type { FindingRow } from './store/finding.ts'

export const noFinding = () => new Problem(common.notFound, '没有这条研判，或它不在您的辖区。')

/** Why nothing can be done with a finding any more. */
export function decided({ state, decidedBy }: FindingRow): Problem {
  const how = { accepted: '采纳', ignored: '决定不采纳', closed: '', open: '' }[state]
  return new Problem(
    insightProblems.decided,
    state === 'closed' ? '数据变化以后它已不成立，自行结束了。' : `${decidedBy} 已经${how}，刷新后看处理情况。`,
  )
}

/** @throws invalid for a day that is over, or further off than an order may be given */
export function refuseTerm(dueOn: string, tooLong: string): void {
  const on = today()
  const days = (Date.parse(dueOn) - Date.parse(on)) / 86_400_000
  if (days >= 0 && days <= LONGEST_DAYS) return
  const message = days < 0 ? `期限不能早于今天，选 ${on} 及以后` : tooLong
  throw new Problem(common.invalid, `${message}。`, { errors: [{ pointer: '/dueOn', message }] })
}
