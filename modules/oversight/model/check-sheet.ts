import { findPoint, OTHER_POINT, pointName, pointsOf, type Template } from './codes.ts'

/** What came of one point of the list, or a finding beside it. */
export interface PointResult {
  code: string
  result: 'ok' | 'not_ok' | 'na'
  text: string
}

const LONGEST = 500

/** What is wrong with a check sheet whatever list it follows, as sentences; none when nothing is. */
export function pointFaults(points: readonly PointResult[]): string[] {
  const seen = new Set<string>()
  for (const { code, result, text } of points) {
    const name = pointName(code)
    if (code !== OTHER_POINT && !findPoint(code)) return [`检查表里没有 ${code} 这一项`]
    if (code !== OTHER_POINT && seen.has(code)) return [`「${name}」登记了两次`]
    if (code === OTHER_POINT && result !== 'not_ok') return ['检查表以外只登记问题']
    if (result === 'not_ok' && text.length < 2) return [`「${name}」不符合，写清楚发现了什么`]
    if (text.length > LONGEST) return [`「${name}」写得太长，最多 ${LONGEST} 字`]
    seen.add(code)
  }
  return []
}

/** Points of a list that nobody looked at, by name; what the list does not have, by code. */
export function sheetGaps(template: Template, points: readonly PointResult[]) {
  const asked = pointsOf(template)
  const given = new Set(points.map(({ code }) => code))
  const known = new Set([...asked.map(({ code }) => code), OTHER_POINT])
  return {
    missing: asked.filter(({ code }) => !given.has(code)).map(({ name }) => name),
    stray: [...given].filter((code) => !known.has(code)),
  }
}
