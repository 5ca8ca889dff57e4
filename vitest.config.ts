import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{packages,kernel,modules,apps,tests}/**/*.test.ts'],
    globalSetup: ['./tests/cluster.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A browser on a busy machine may lose a race once; twice is a fault. At a desk nothing is tried again.
    retry: process.env.CI ? 1 : 0,
  },
})
