// `npm run bench [name …]`: the measured workloads, each a ratio against a plain baseline in the same run.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { ownNode, root, run, step } from './steps.mjs'

const folder = path.join(root, 'bench')
/** What workloads share. */
const PARTS = ['copy.ts', 'ground.ts', 'hazard-rows.ts', 'served.ts', 'timing.ts']
const all = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !PARTS.includes(name))
  .map((name) => name.slice(0, -3))
const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !all.includes(name))
if (unknown) {
  console.error(`no workload named ${unknown}; there are: ${all.join(', ')}`)
  process.exit(1)
}
let failed = 0
for (const name of wanted.length > 0 ? wanted : all) {
  step(name)
  if (run(ownNode(), [path.join(folder, `${name}.ts`)]) !== 0) failed++
}
process.exit(failed > 0 ? 1 : 0)
