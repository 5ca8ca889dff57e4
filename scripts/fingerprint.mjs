// Prints a hash of everything the page is built from, so that an unchanged tree is not built again.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './steps.mjs'

const hash = createHash('sha256')
for (const room of ['apps/console', 'apps/field', 'kernel', 'modules', 'packages', 'package-lock.json'])
  visit(path.join(root, room))
console.log(hash.digest('hex'))

function visit(at) {
  let entries
  try {
    entries = readdirSync(at, { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOTDIR') hash.update(readFileSync(at))
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (['dist', 'node_modules', 'server', 'migrations', 'seeds', 'data'].includes(entry.name)) continue
    const file = path.join(at, entry.name)
    if (entry.isDirectory()) visit(file)
    else if (/\.(ts|tsx|js|css|html|json|webmanifest|svg)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
      hash.update(`${file.slice(root.length)}\n`).update(readFileSync(file))
  }
}
