/** A number as people type it, 8,600 or ８６００; what is none stays text, for the schema to refuse. */
export function numberOf(text: string): number | string | undefined {
  const plain = text.normalize('NFKC').replace(/[,，\s元￥¥]/g, '')
  if (plain === '') return undefined
  return Number.isFinite(Number(plain)) ? Number(plain) : text
}
