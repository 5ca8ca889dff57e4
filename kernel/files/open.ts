import path from 'node:path'
import { type BlobStore, DiskBlobs } from './blobs.ts'
import { S3Blobs, type S3Settings } from './s3-blobs.ts'

/** The place of the bytes as configured: a bucket when one is named, else the data directory. */
export function openBlobs(dataDir: string, s3: S3Settings | null | undefined): BlobStore {
  const folder = path.join(dataDir, 'files')
  return s3 ? new S3Blobs(s3, folder) : new DiskBlobs(folder)
}
