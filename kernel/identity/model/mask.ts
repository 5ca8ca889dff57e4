/** A phone number as lists show it: the first three and the last four digits, less of a short one. */
export function maskPhone(phone: string | null): string | null {
  if (!phone) return phone
  if (phone.length < 8) return `${phone.slice(0, 2)}${'*'.repeat(Math.max(phone.length - 2, 3))}`
  return `${phone.slice(0, 3)}${'*'.repeat(phone.length - 7)}${phone.slice(-4)}`
}
