import { createHash } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

// Memory-hard as OWASP advises for argon2id: 19 MiB, two passes.
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** argon2id of a password, with its salt and cost in the text. */
export const hashPassword = (password: string): Promise<string> => hash(password, ARGON)

/** Whether a password is the one behind a hash; a hash nobody can read counts as wrong. */
export const isPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password).catch(() => false)

/** SHA-256 of a token; tokens have 256 random bits, so no salt is needed. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
