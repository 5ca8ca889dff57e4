import type { CaseType } from '../model/case-type.ts'

/**
 * What whoever holds a case does next in a state, as the declaration tells it: the first act that moves the case on and is
 * open to his side. Whether it is open to the person the case itself says.
 */
export function nextAct(type: CaseType, state: string, ofObject: boolean): { act: string; title: string } | null {
  const side = ofObject ? 'object' : 'office'
  const found = Object.entries(type.acts).find(
    ([, spec]) =>
      spec.from !== 'nothing' &&
      spec.from.includes(state) &&
      spec.to !== 'same' &&
      spec.who.some((who) => who === side || who === 'holder'),
  )
  return found ? { act: found[0], title: found[1].title } : null
}
