/** Money on paper: capital figures (大写) and figures with thousands comma. Amounts are integer fen. */

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groupUnits = ['', '万', '亿', '万亿']

/** An amount that cannot be written: negative, not a number, or of more than 16 digits. */
export class AmountUnwritable extends Error {}

/**
 * Integer fen of an amount as it is kept or typed: whole numbers are fen, text is yuan with at most two decimals.
 * @throws AmountUnwritable
 */
export function fenOf(amount: number | string): bigint {
  if (typeof amount === 'number') {
    if (!Number.isSafeInteger(amount) || amount < 0) throw new AmountUnwritable(`${amount}`)
    return BigInt(amount)
  }
  const found = /^(\d{1,14})(?:\.(\d{1,2}))?$/.exec(amount.replaceAll(',', '').trim())
  if (!found) throw new AmountUnwritable(amount)
  return BigInt(found[1] as string) * 100n + BigInt((found[2] ?? '').padEnd(2, '0'))
}

/** 43,000.00 of 4300000 fen. */
export function figures(fen: bigint): string {
  const yuan = (fen / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  return `${yuan}.${(fen % 100n).toString().padStart(2, '0')}`
}

/**
 * 肆万叁仟元整 of 4300000 fen. Of the two forms the settlement rule allows in places, no 零 stands before 仟 nor between 元 and a
 * non-zero 角, and 整 follows 角 too.
 * @throws AmountUnwritable below zero or above 16 digits
 */
export function capital(fen: bigint): string {
  if (fen < 0n || fen.toString().length > 16) throw new AmountUnwritable(`${fen}`)
  if (fen === 0n) return '零元整'
  const yuan = fen / 100n
  const jiao = Number((fen / 10n) % 10n)
  const cent = Number(fen % 10n)
  const whole = yuan > 0n ? `${wholeInCapital(yuan)}元` : ''
  if (jiao === 0 && cent === 0) return `${whole}整`
  const tenths = jiao > 0 ? `${digits[jiao]}角` : yuan > 0n ? '零' : ''
  return `${whole}${tenths}${cent > 0 ? `${digits[cent]}分` : '整'}`
}

function wholeInCapital(yuan: bigint): string {
  let said = ''
  let zero = false
  for (const [at, group] of groupsOf(yuan)) {
    if (group === 0) {
      zero = true
      continue
    }
    if (said !== '' && (zero || group < 1000)) said += '零'
    said += groupInCapital(group) + groupUnits[at]
    zero = false
  }
  return said
}

/** Groups of four digits with their place, the highest first. */
function groupsOf(yuan: bigint): [number, number][] {
  const text = yuan.toString()
  const groups: [number, number][] = []
  for (let end = text.length, at = 0; end > 0; end -= 4, at++)
    groups.unshift([at, Number(text.slice(Math.max(0, end - 4), end))])
  return groups
}

function groupInCapital(group: number): string {
  let said = ''
  let zero = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(group / 10 ** place) % 10
    if (digit === 0) {
      zero = said !== ''
      continue
    }
    said += `${zero ? '零' : ''}${digits[digit]}${places[place]}`
    zero = false
  }
  return said
}
