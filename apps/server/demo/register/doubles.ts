import { keyFields } from '#modules/enterprise/model/fields.ts'
import { staleOn } from '#modules/enterprise/model/rules.ts'
import type { DemoEnterprise } from './enterprises.ts'

/** How an enterprise came to stand in the register twice. */
type Kind = 'legal form' | 'renamed' | 'typing error' | 'two codes'

/** Where doubles lie, by the beginning of the grid code: what a real register of this size has. */
const PLANTED: readonly (readonly [prefix: string, kind: Kind])[] = [
  ['370523107', 'legal form'],
  ['370523107', 'renamed'],
  ['370523', 'typing error'],
  ['370523', 'two codes'],
  ['370502', 'renamed'],
  ['370505', 'legal form'],
  ['370522', 'typing error'],
  ['370503', 'two codes'],
]
/** Characters that are mistaken for one another when names are typed. */
const MISTYPED: Readonly<Record<string, string>> = {
  源: '原',
  鑫: '新',
  盛: '胜',
  晟: '盛',
  腾: '藤',
  辉: '晖',
  嘉: '佳',
  瑞: '锐',
  泰: '太',
  恒: '亨',
  昌: '倡',
  华: '桦',
}

/**
 * Makes some of the enterprises near doubles of others, within the number there are: one more file under a changed name,
 * a mistyped name or another code, with the address and telephone of the first. @returns pairs of ids
 */
export function plantDoubles(all: readonly DemoEnterprise[]): [string, string][] {
  const used = new Set<DemoEnterprise>()
  return PLANTED.map(([prefix, kind]) => {
    const free = all.filter((one) => one.gridCode.startsWith(prefix) && !used.has(one) && isPlain(one))
    const [first, second] = pairIn(free, kind)
    used.add(first).add(second)
    makeDouble(first, second, kind)
    return [first.id, second.id]
  })
}

/** Firms of one class without a major hazard: a double of a refinery would be noticed at once. */
const isPlain = ({ values, trade }: DemoEnterprise): boolean =>
  !trade.units && trade.entKind === 'legal_person' && (values.regulatorClasses as string[]).length === 1

function pairIn(free: readonly DemoEnterprise[], kind: Kind): [DemoEnterprise, DemoEnterprise] {
  for (const first of free) {
    if ((kind === 'typing error' || kind === 'two codes') && !mistyped(String(first.values.name))) continue
    const second = free.find((other) => other !== first && classOf(other) === classOf(first))
    if (second) return [first, second]
  }
  throw new Error(`no pair for a double: ${kind}`)
}

const classOf = ({ values }: DemoEnterprise): string => (values.regulatorClasses as string[]).join()

function makeDouble(first: DemoEnterprise, second: DemoEnterprise, kind: Kind): void {
  const { name, creditCode: _, ...same } = first.values
  const own = second.values
  Object.assign(own, same, { lng: Number(first.values.lng) + 0.0004 })
  second.trade = first.trade
  second.village = first.village
  second.gridCode = first.gridCode
  const bare = String(name)
  if (kind === 'legal form') Object.assign(own, { name: bare.replace('有限公司', '有限责任公司'), creditCode: null })
  if (kind === 'renamed') Object.assign(own, { formerName: bare, name: renamed(bare) })
  if (kind === 'typing error') Object.assign(own, { name: mistyped(bare), creditCode: null })
  if (kind === 'two codes') Object.assign(own, { name: mistyped(bare) })
  for (const { key } of keyFields) second.facts[key] ??= first.facts[key] as never
  second.staleOn = staleOn(second.facts)
}

/** The name after it was changed: the same trade under a brand made from the old one. */
const renamed = (name: string): string => name.replace(/^(..)(.)(.)(.+)$/, '$1新$2$4')

/** The name with one character mistyped; null when none of its characters is easily mistaken. */
function mistyped(name: string): string | null {
  const at = [...name].findIndex((sign, place) => place >= 2 && MISTYPED[sign])
  if (at < 0) return null
  return name.slice(0, at) + MISTYPED[name[at] as string] + name.slice(at + 1)
}
