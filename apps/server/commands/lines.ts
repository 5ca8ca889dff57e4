import type { Readable } from 'node:stream'

/**
 * The lines of a stream of text, one at a time. A line longer than `most` characters is cut there and answered as it is, so that input
 * without line ends cannot fill the memory.
 */
export async function* readLines(input: Readable, most: number): AsyncGenerator<string> {
  input.setEncoding('utf8')
  let tail = ''
  let skipping = false
  for await (const chunk of input as AsyncIterable<string>) {
    const pieces = (tail + chunk).split('\n')
    tail = pieces.pop() as string
    for (const piece of pieces) {
      if (!skipping) yield piece.replace(/\r$/, '')
      skipping = false
    }
    if (tail.length <= most) continue
    if (!skipping) yield tail.slice(0, most + 1)
    tail = ''
    skipping = true
  }
  if (tail !== '' && !skipping) yield tail
}

/** Writes a line and waits while the reader of our output is slower than we are; false when nobody reads any more. */
export async function writeLine(line: string): Promise<boolean> {
  const { stdout } = process
  if (stdout.destroyed) return false
  if (!stdout.write(`${line}\n`)) {
    await new Promise<void>((resolve) => {
      const go = () => {
        stdout.off('drain', go).off('close', go)
        resolve()
      }
      stdout.on('drain', go).on('close', go)
    })
  }
  return !stdout.destroyed
}
