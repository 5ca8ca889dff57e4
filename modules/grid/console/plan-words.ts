import type { StatusKind } from '#kernel/ui/marks.tsx'
import type { Plan, PlanLine } from './boundary-api.ts'

/** Kinds of plans in words. */
export const planKinds = { boundary: '改边界', split: '拆分', merge: '合并' } as const

/** States of plans in words and marks. */
export const planStates: Record<PlanLine['state'], { word: string; kind: StatusKind }> = {
  open: { word: '待执行', kind: 'open' },
  expired: { word: '已过期', kind: 'off' },
  applied: { word: '已执行', kind: 'done' },
}

/** Why an object would move. */
export const moveReasons = {
  located: '按坐标落在新网格',
  merged: '随网格并入',
  not_located: '没有坐标，归上级',
} as const

/** Kinds of findings in words. */
export const findingKinds = {
  overlap: '重叠',
  gap: '空白',
  outside_parent: '超出上级',
  size: '面积异常',
  no_boundary: '没有边界',
  uncovered: '没有分完',
  pieces: '不相连',
  emptied: '全部划出',
} as const

/** What a plan does, as a sentence: 拆分杨斗村，3 家企业要移动. */
export function planSentence(plan: Plan): string {
  const moved = plan.enterprises.total
  const verb = plan.state === 'applied' ? '移动了' : '要移动'
  const objects = moved > 0 ? `${verb} ${moved} 家企业` : '没有企业移动'
  return `${planSubject(plan)}，${objects}`
}

function planSubject(plan: Plan): string {
  const names = (nodes: readonly { name: string }[]) =>
    nodes.length > 3 ? `${nodes[0]?.name}等 ${nodes.length} 个网格` : nodes.map(({ name }) => name).join('、')
  if (plan.kind === 'split') {
    const top = topOf(plan.retired)
    return `${names(top)}分成${names(plan.created.filter(({ from }) => from.some((code) => top.some((one) => one.code === code))))}`
  }
  if (plan.kind === 'merge') return `${names(topOf([...plan.retired, ...plan.changed]))}合并`
  return `改${names(plan.changed)}的边界`
}

const topOf = <Node extends { code: string }>(nodes: readonly Node[]): Node[] => {
  const least = Math.min(...nodes.map(({ code }) => code.length))
  return nodes.filter(({ code }) => code.length === least)
}
