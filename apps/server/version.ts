import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The folder of the whole project. */
export const ROOT = path.resolve(import.meta.dirname, '../..')

export const VERSION = (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string })
  .version
