import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = import.meta.dirname
const repository = path.resolve(here, '../..')

/** Writes the service worker with the names of all files of the app: what is on the device is this build, whole. */
const serviceWorker: Plugin = {
  name: 'angrid-service-worker',
  apply: 'build',
  generateBundle(_options, bundle) {
    const built = Object.keys(bundle).filter((name) => !name.endsWith('.html') && !name.endsWith('.map'))
    const given = readdirSync(path.join(here, 'public'))
    const files = ['/field/', ...[...built, ...given].map((name) => `/field/${name}`)]
    const hash = createHash('sha256')
    for (const part of Object.values(bundle)) hash.update(part.type === 'chunk' ? part.code : part.source)
    const source = readFileSync(path.join(here, 'service-worker.js'), 'utf8')
      .replace('self.__FILES__', JSON.stringify(files))
      .replace('self.__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 16)))
    this.emitFile({ type: 'asset', fileName: 'service-worker.js', source })
  },
}

export default defineConfig({
  root: here,
  base: '/field/',
  plugins: [react(), serviceWorker],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 8093,
    fs: { allow: [repository] },
    proxy: { '/api': { target: process.env.ANGRID_API ?? 'http://127.0.0.1:8091', changeOrigin: false } },
  },
})
