function eightShifts(register: number): number {
  let value = register
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >> 1) ^ 0xa001 : value >> 1
  return value
}

const STEPS = Uint16Array.from({ length: 0x10000 }, (_, register) => eightShifts(register))

/** CRC of a data segment (§1 of the reference): the register is shifted down by eight before each byte goes in. */
export function crcOf(bytes: Uint8Array): number {
  let register = 0xffff
  for (const byte of bytes) register = STEPS[(register >> 8) ^ byte] as number
  return register
}

/** CRC-16 of Modbus, which some devices send instead. */
export function modbusCrcOf(bytes: Uint8Array): number {
  let register = 0xffff
  for (const byte of bytes) register = STEPS[register ^ byte] as number
  return register
}

/** Four upper-case digits, high byte first. */
export const showCrc = (crc: number): string => crc.toString(16).toUpperCase().padStart(4, '0')
