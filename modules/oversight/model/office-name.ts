const VILLAGE_DIGITS = 12

/** What the office of a grid is mostly called, as a first word for whoever writes the notice; he may change it. */
export function officeName(code: string, name: string): string {
  if (code.length >= VILLAGE_DIGITS) return name.endsWith('村') ? `${name}民委员会` : name
  // Units the statistical bureau made up have no government of their own.
  if (name.includes('直属')) return name
  if (/(开发|示范|保税|园)区$/.test(name)) return `${name}管理委员会`
  if (name.endsWith('街道')) return `${name}办事处`
  return /[市县区镇乡]$/.test(name) ? `${name}人民政府` : name
}
