import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{packages,kernel,modules,apps,tests}/**/*.test.ts'],
    globalSetup: ['./tests/cluster.ts'],
    // Tests wait for databases and browsers more than they compute: on two cores one at a time leaves half of them idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A browser on a busy machine may lose a race once; twice is a fault. At a desk nothing is tried again.
    retry: process.env.CI ? 1 : 0,
  },
})
