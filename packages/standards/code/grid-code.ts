import { accept, type CodeFinding, refuse } from './finding.ts'
import { describeIllegal, normalizeCode } from './normalize.ts'
import { checkRegion, type RegionLevel, regionLevel } from './region.ts'

export type GridCellKind = 'whole' | 'basic' | 'exclusive' | 'temporary' | 'unassigned'

/** What the three cell digits of a grid code mean. codes.md §5 (proposal, fits DB11 and CJ/T practice). */
export function gridCellKind(code: string): GridCellKind {
  const cell = Number(code.slice(12, 15))
  if (cell === 0) return 'whole'
  if (cell < 800) return 'basic'
  if (cell > 800 && cell < 900) return 'exclusive'
  return cell > 900 ? 'temporary' : 'unassigned'
}

/** The level of a grid: that of its region when the cell is 000, otherwise 'cell'. codes.md §5. */
export function gridLevel(code: string): RegionLevel | 'cell' | null {
  return gridCellKind(code) === 'whole' ? regionLevel(code.slice(0, 12)) : 'cell'
}

/**
 * Whether a text is a stored grid code (网格编码): 12-digit region plus 3-digit cell. codes.md §5.
 * @param isKnownRegion says whether a trimmed region code is in the region table
 */
export function checkGridCode(value: string, isKnownRegion?: (prefix: string) => boolean): CodeFinding {
  const code = normalizeCode(value)
  if (code === '') return refuse(value, code, '网格编码不能为空')
  if (/^\d{15}-\d{2}$/.test(code)) {
    return refuse(value, code, '这是微网格的显示编码，存储编码应为 15 位数字', `所属网格为 ${code.slice(0, 15)}`)
  }
  const separated = /^(\d{12})[\s-](\d{2,3})$/.exec(code)
  if (separated) {
    const fixed = `${separated[1]}${separated[2]?.padStart(3, '0')}`
    return refuse(value, code, '存储的网格编码中不能有分隔符', `是否应为 ${fixed}`)
  }
  const illegal = describeIllegal(code, (char) => /\d/.test(char))
  if (illegal) return refuse(value, code, `网格编码只能是数字：${illegal}`)
  if (code.length === 14) {
    const fixed = `${code.slice(0, 12)}0${code.slice(12)}`
    return refuse(value, code, '应为 15 位，实际为 14 位：两位格子号应补足三位', `是否应为 ${fixed}`)
  }
  if (code.length !== 15) return refuse(value, code, `应为 15 位，实际为 ${code.length} 位`)
  if (code.startsWith('0')) return refuse(value, code, '网格编码不能以 0 开头')
  const region = checkRegion(code.slice(0, 12), isKnownRegion)
  if (!region.valid) return refuse(value, code, `前 12 位区划代码有误：${region.reason}`)
  const kind = gridCellKind(code)
  if (kind !== 'whole' && region.level !== 'town' && region.level !== 'village') {
    return refuse(value, code, '格子只能设在村（社区）或乡镇（街道）之下')
  }
  return kind === 'unassigned'
    ? accept(value, code, [`格子号 ${code.slice(12)} 不在已分配的号段（001–799、801–899、901–999）内`])
    : accept(value, code)
}

/** Digits of grid codes from the city down. */
const LEVEL_DIGITS = [4, 6, 9, 12, 15]

/** Digits of the codes one level below a prefix; those of cells below a cell. */
export const digitsBelow = (prefix: string): number => LEVEL_DIGITS.find((digits) => digits > prefix.length) ?? 15

/** The code of the grid one level above; a city's, above which none stands, as it is. */
export const gridAbove = (code: string): string =>
  code.slice(
    0,
    LEVEL_DIGITS.findLast((digits) => digits < code.length),
  )
