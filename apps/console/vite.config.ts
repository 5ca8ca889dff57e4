import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = import.meta.dirname
const repository = path.resolve(here, '../..')

/** Leaves beside the page what it was built from, so that `npm run up` can tell whether to build again. */
const stamp: Plugin = {
  name: 'angrid-stamp',
  apply: 'build',
  closeBundle() {
    const fingerprint = execFileSync(process.execPath, [path.join(repository, 'scripts/fingerprint.mjs')], {
      encoding: 'utf8',
    })
    writeFileSync(path.join(here, 'dist/built-from.txt'), fingerprint)
  },
}

export default defineConfig({
  root: here,
  plugins: [react(), stamp],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1200 },
  server: {
    port: 8092,
    fs: { allow: [repository] },
    // The host stays ours, or the server takes the page for another site.
    proxy: { '/api': { target: process.env.ANGRID_API ?? 'http://127.0.0.1:8091', changeOrigin: false } },
  },
})
