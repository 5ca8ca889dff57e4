import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

interface Key {
  id: string
  bytes: Buffer
}

/**
 * Seals short secrets before they reach the database, so that a dump alone opens nothing (GB/T 22239-2019 8.1.4.8).
 * Text form: `v1.INTL.{key id}.{iv}.{cipher text}.{tag}`, AES-256-GCM; the key id lets an old key still open after rotation.
 */
export class SecretBox {
  readonly #keys: Key[]

  /** @param keys base64 or hex of 32 bytes each; the first one seals, all of them open */
  constructor(keys: string[]) {
    this.#keys = keys.map(readKey)
    if (this.#keys.length === 0) throw new Error('SecretBox 需要至少一把密钥')
  }

  /** Seals a text; `purpose` must be the same again to open it, so a sealed value cannot be moved to another column. */
  seal(text: string, purpose: string): string {
    const key = this.#keys[0] as Key
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(purpose))
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return ['v1', 'INTL', key.id, ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join(
      '.',
    )
  }

  /**
   * Opens what `seal` made.
   * @throws when the key is not at hand, the purpose differs or a byte was changed
   */
  open(sealed: string, purpose: string): string {
    const [version, suite, keyId, iv, text, tag] = sealed.split('.')
    const key = this.#keys.find((candidate) => candidate.id === keyId)
    if (version !== 'v1' || suite !== 'INTL' || !iv || text === undefined || !tag) throw new Error('密文格式不正确')
    if (!key) throw new Error(`没有编号为 ${keyId} 的密钥`)
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(Buffer.from(tag, 'base64url'))
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8')
  }
}

function readKey(text: string): Key {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (bytes.length !== 32) throw new Error('ANGRID_SECRET_KEY 应为 32 字节的 base64 或 64 位十六进制')
  return { id: createHash('sha256').update('angrid key id').update(bytes).digest('hex').slice(0, 8), bytes }
}

/**
 * The box of this installation: keys from ANGRID_SECRET_KEY (commas between, newest first), else from a file under the
 * data folder that is made on first use, readable by its owner only.
 */
export function openSecretBox(dataDir: string, fromEnvironment = process.env.ANGRID_SECRET_KEY): SecretBox {
  if (fromEnvironment) return new SecretBox(fromEnvironment.split(',').map((part) => part.trim()))
  const file = path.join(dataDir, 'secrets', 'secret-key')
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  try {
    // 'wx' lets only one of two starting processes make the key.
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return new SecretBox(readFileSync(file, 'utf8').split('\n').filter(Boolean))
}
