import { Worker } from 'node:worker_threads'
import type { BinderyWord, BinderyWork, Inspected } from './bindery-worker.ts'

/** A PDF that could not be read, put together or written. */
export class BinderyFault extends Error {}

/** Memory one piece of work may take, in MB: a part of a volume is read whole, the volume never. */
const MOST_MEMORY = 1536

/** How many pages each PDF has, or why it cannot be bound. */
export async function inspectPdfs(paths: readonly string[]): Promise<Inspected[]> {
  if (paths.length === 0) return []
  const last = await inThread({ op: 'inspect', paths })
  return last.word === 'inspected' ? last.results : []
}

/**
 * Puts PDFs together into one, every page numbered from 1.
 * @param told how many of them are done
 * @returns pages of the whole
 * @throws BinderyFault
 */
export async function bindPdfs(
  paths: readonly string[],
  out: string,
  title: string,
  told: (done: number) => void = () => {},
): Promise<number> {
  const last = await inThread({ op: 'merge', paths, out, title }, told)
  return last.word === 'made' ? last.pages : 0
}

/** Lays a page over every page of a PDF. @throws BinderyFault */
export async function markPdf(path: string, overlay: string, out: string, title: string): Promise<void> {
  await inThread({ op: 'mark', path, overlay, out, title })
}

function inThread(work: BinderyWork, told: (done: number) => void = () => {}): Promise<BinderyWord> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./bindery-worker.ts', import.meta.url), {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
    })
    worker.on('message', (word: BinderyWord) => {
      if (word.word === 'progress') told(word.done)
      else if (word.word === 'fault') reject(new BinderyFault(word.message))
      else resolve(word)
    })
    worker.on('error', (error) => reject(new BinderyFault(error.message)))
    worker.on('exit', () => reject(new BinderyFault('the bindery stopped before it was done')))
  })
}
