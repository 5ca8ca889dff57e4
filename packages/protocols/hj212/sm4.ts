import { createCipheriv, createDecipheriv } from 'node:crypto'

const BLOCK = 16

/**
 * A data area encrypted as HJ 212-2025 says: SM4, ECB, whole blocks only, the last incomplete one stays plain. How these bytes stand in a
 * frame is not settled by the text (§6 of the reference): frames are neither read nor written encrypted.
 * @param key sixteen bytes
 */
export function sealArea(plain: Buffer, key: Buffer): Buffer {
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
  return work(cipher, plain)
}

/** The plain text of an encrypted data area. */
export function openArea(sealed: Buffer, key: Buffer): Buffer {
  const decipher = createDecipheriv('sm4-ecb', key, null).setAutoPadding(false)
  return work(decipher, sealed)
}

function work(machine: ReturnType<typeof createCipheriv>, bytes: Buffer): Buffer {
  const whole = bytes.length - (bytes.length % BLOCK)
  return Buffer.concat([machine.update(bytes.subarray(0, whole)), machine.final(), bytes.subarray(whole)])
}
