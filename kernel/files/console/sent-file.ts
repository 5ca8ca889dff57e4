import { Upload } from 'tus-js-client'

/** A file on its way to the server, or there. */
export interface SentFile {
  /** Ours, from the moment it was chosen. */
  key: string
  name: string
  mediaType: string
  size: number
  /** The server's, once it has all of it. */
  fileId?: string
  /** 0 to 1 while it is sent. */
  share: number
  fault?: string
  /** Gone after a reload. */
  file?: File
}

/** Where a file will lie: with an object, or in a grid. */
export interface FilePlace {
  objectId?: string | null | undefined
  gridCode?: string | null | undefined
}

const CHUNK = 4 * 1024 * 1024
const AGAIN_AFTER = [0, 1000, 3000, 6000]

/** Sends a file piece by piece; where the line broke it goes on from there. */
export function sendFile(
  file: File,
  place: FilePlace,
  told: { share(share: number): void; done(fileId: string): void; fault(words: string): void },
): void {
  const upload = new Upload(file, {
    endpoint: '/api/v1/uploads',
    chunkSize: CHUNK,
    retryDelays: AGAIN_AFTER,
    storeFingerprintForResuming: false,
    metadata: {
      name: file.name,
      ...(place.objectId ? { objectId: place.objectId } : place.gridCode ? { gridCode: place.gridCode } : {}),
    },
    onProgress: (sent, all) => told.share(all === 0 ? 0 : sent / all),
    onSuccess: ({ lastResponse }) => told.done(lastResponse.getHeader('x-file-id') ?? fileIdOf(upload.url ?? '')),
    onError: (error) => told.fault(faultWords(error)),
  })
  upload.start()
}

/** An upload's address ends in `<account>_<file id>`; the same file sent before answers with the id it has. */
const fileIdOf = (address: string) => address.slice(address.lastIndexOf('_') + 1)

function faultWords(error: unknown): string {
  const answer = (error as { originalResponse?: { getBody(): string } | null }).originalResponse
  if (!answer) return '网络断开，没有传完'
  try {
    return String((JSON.parse(answer.getBody()) as { detail?: string }).detail ?? '服务器没有收下')
  } catch {
    return '服务器没有收下'
  }
}
