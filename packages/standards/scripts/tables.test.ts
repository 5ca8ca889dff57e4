import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { industryModule, majorHazardModule } from './build-tables.ts'

test.each([
  ['gb18218/tables.gen.ts', majorHazardModule],
  ['industry/table.gen.ts', industryModule],
])('%s is what its seed gives', (path, build) => {
  expect(readFileSync(join(import.meta.dirname, '..', path), 'utf8')).toBe(build())
})
