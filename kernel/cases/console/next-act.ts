import type { CaseLine } from './api.ts'
import type { CaseFace } from './face.ts'

/**
 * What whoever holds a case does next, as its face or else the declaration tells it: the first act that moves the case on and is
 * open to his side. Whether it is open to the person the case itself says.
 */
export function nextAct(
  { type, next }: CaseFace,
  line: CaseLine,
  ofObject: boolean,
): { act: string; title: string } | null {
  const told = next?.(line)
  if (told === null) return null
  if (told && type.acts[told]) return { act: told, title: type.acts[told].title }
  const side = ofObject ? 'object' : 'office'
  const found = Object.entries(type.acts).find(
    ([, spec]) =>
      spec.from !== 'nothing' &&
      spec.from.includes(line.state) &&
      spec.to !== 'same' &&
      spec.who.some((who) => who === side || who === 'holder'),
  )
  return found ? { act: found[0], title: found[1].title } : null
}
