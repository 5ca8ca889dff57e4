import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { dice, mutant } from '#protocols/fuzz/mutants.ts'
import { makeTargets } from '#protocols/fuzz/targets.ts'

/**
 * A million broken messages (MUTANTS) through every door of the protocols, from a SEED that repeats them. Fails on the first that throws, and
 * when memory after half of them and after all differ by more than 16 MB.
 */
const MUTANTS = Number(process.env.MUTANTS ?? 1_000_000)
const SEED = Number(process.env.SEED ?? 1)

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** MB in use once everything unreachable is gone. */
const memory = (): number => {
  collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}

const targets = Object.entries(makeTargets())
const each = Math.ceil(MUTANTS / targets.length)
for (const [name, { seeds, take, held }] of targets) {
  const roll = dice(SEED)
  const started = performance.now()
  let [half, most] = [0, 0]
  for (let at = 0; at < each; at++) {
    if (at === each >> 1) half = memory()
    const bytes = mutant(seeds, roll)
    try {
      take(bytes)
    } catch (error) {
      console.error(`protocol-fuzz/${name}: threw on ${bytes.toString('hex')}`, error)
      process.exit(1)
    }
    most = Math.max(most, held())
  }
  const grown = memory() - half
  const seconds = (performance.now() - started) / 1000
  console.log(
    `protocol-fuzz/${name}: ${each} messages, none threw, ${Math.round(each / seconds)}/s, held at most ${most}; heap ${half.toFixed(0)} MB at half, ${grown >= 0 ? '+' : ''}${grown.toFixed(0)} MB at the end, resident ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`,
  )
  if (grown > 16) process.exitCode = 1
}
