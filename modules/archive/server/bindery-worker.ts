import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import { Binder } from './binder.ts'

/** One piece of work of the bindery, done in a thread of its own that ends with it. */
export type BinderyWork =
  | { op: 'inspect'; paths: readonly string[] }
  | { op: 'merge'; paths: readonly string[]; out: string; title: string }
  | { op: 'mark'; path: string; overlay: string; out: string; title: string }

/** What is said while and after it is done. */
export type BinderyWord =
  | { word: 'inspected'; results: Inspected[] }
  | { word: 'progress'; done: number }
  | { word: 'made'; pages: number }
  | { word: 'fault'; message: string }

/** Pages of a PDF, or why it cannot be bound. */
export interface Inspected {
  pages: number | null
  fault: string | null
}

const tell = (word: BinderyWord) => parentPort?.postMessage(word)

async function carryOut(work: BinderyWork): Promise<void> {
  if (work.op === 'inspect') {
    const results: Inspected[] = []
    for (const path of work.paths) results.push(await inspect(path))
    tell({ word: 'inspected', results })
    return
  }
  const binder = new Binder(work.out)
  if (work.op === 'merge')
    for (const [at, path] of work.paths.entries()) {
      await binder.add(await readFile(path), { numbered: true })
      tell({ word: 'progress', done: at + 1 })
    }
  else await binder.add(await readFile(work.path), { numbered: false, overlay: await readFile(work.overlay) })
  tell({ word: 'made', pages: await binder.close(work.title) })
}

/** Whether a PDF can be a part of a volume: no password, no scripts, no files inside, at least one page. */
async function inspect(path: string): Promise<Inspected> {
  try {
    const document = await PDFDocument.load(await readFile(path), { updateMetadata: false })
    if (document.isEncrypted) return refused('文件有密码')
    for (const [, found] of document.context.enumerateIndirectObjects()) {
      const dict = found instanceof PDFDict ? found : found instanceof PDFRawStream ? found.dict : null
      if (dict && isActive(dict)) return refused('文件里有脚本、外部程序或内嵌文件')
    }
    const pages = document.getPageCount()
    return pages > 0 ? { pages, fault: null } : refused('文件没有页')
  } catch (error) {
    // Whatever a file of somebody else makes the reader stumble over, it is that file that cannot be bound.
    return refused(
      error instanceof Error && /encrypt|password/i.test(error.message) ? '文件有密码' : '文件已损坏，打不开',
    )
  }
}

const refused = (fault: string): Inspected => ({ pages: null, fault })

const ACTIONS = new Set(['/JavaScript', '/Launch', '/SubmitForm', '/ImportData', '/RichMedia', '/EmbeddedFile'])

function isActive(dict: PDFDict): boolean {
  if (dict.has(PDFName.of('JS'))) return true
  const named = [dict.get(PDFName.of('S')), dict.get(PDFName.of('Type')), dict.get(PDFName.of('Subtype'))]
  return named.some((name) => name instanceof PDFName && ACTIONS.has(name.toString()))
}

try {
  await carryOut(workerData as BinderyWork)
} catch (error) {
  tell({ word: 'fault', message: error instanceof Error ? error.message : String(error) })
}
