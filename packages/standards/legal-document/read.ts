import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { DocumentTemplate } from './template.ts'

const folder = path.join(import.meta.dirname, 'seeds')

let kept: readonly DocumentTemplate[] | null = null

/**
 * The 58 layouts of the catalogue in its order, read once.
 * @throws ZodError naming the seed when one is not written in the block language
 */
export function readTemplates(): readonly DocumentTemplate[] {
  kept ??= readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readTemplate(readFileSync(path.join(folder, name), 'utf8'), name))
    .sort((a, b) => a.no - b.no)
  return kept
}

function readTemplate(text: string, name: string): DocumentTemplate {
  const read = DocumentTemplate.safeParse(parse(text))
  if (!read.success) throw new Error(`${name}: ${wordsOf(read.error.issues)}`)
  return read.data
}

const wordsOf = (issues: readonly { path: PropertyKey[]; message: string }[]): string =>
  issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')
