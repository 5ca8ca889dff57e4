/** A row of pseudo-random numbers below 2^32 that a seed repeats. */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

/** A message with a few bytes changed, lost, doubled, put in or cut off; one in eight is nothing but random bytes. */
export function mutant(seeds: readonly Buffer[], roll: () => number): Buffer {
  if (roll() % 8 === 0) return Buffer.from(Array.from({ length: roll() % 80 }, () => roll() & 0xff))
  let bytes: Buffer = Buffer.from(seeds[roll() % seeds.length] as Buffer)
  for (let times = 1 + (roll() % 4); times > 0; times--) bytes = changed(bytes, roll)
  return bytes
}

function changed(bytes: Buffer, roll: () => number): Buffer {
  const at = bytes.length === 0 ? 0 : roll() % bytes.length
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)]
  switch (roll() % 5) {
    case 0:
      return bytes.subarray(0, at)
    case 1:
      return Buffer.concat([before, after.subarray(1 + (roll() % 3))])
    case 2:
      return Buffer.concat([before, Buffer.from([roll() & 0xff]), after])
    case 3:
      return Buffer.concat([before, after.subarray(0, 8), after])
    default:
      return Buffer.concat([before, Buffer.from([roll() & 0xff]), after.subarray(1)])
  }
}
