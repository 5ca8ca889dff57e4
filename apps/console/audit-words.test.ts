import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { auditWords } from './audit-words.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** Audit names and object types as the sources write them. */
function written(pattern: RegExp): Set<string> {
  const files = globSync('{kernel,modules,apps}/**/*.ts', { cwd: ROOT }).filter(
    (file) => !file.includes('.test.') && !file.endsWith('audit-words.ts'),
  )
  const texts = files.map((file) => readFileSync(path.join(ROOT, file), 'utf8'))
  return new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] as string)))
}

test('every act the sources write into the audit has Chinese words', () => {
  const names = written(/(?:audit|action): (?:\w+ \? '[a-z.-]+' : )?'([a-z]+\.[a-z-]+)'/g)
  expect(names.size).toBeGreaterThan(50)
  expect([...names].filter((name) => !auditWords.acts[name])).toEqual([])
})

test('so has every kind of object', () => {
  const types = written(/objectType: '([a-z-]+)'/g)
  expect(types.size).toBeGreaterThan(10)
  expect([...types].filter((type) => !auditWords.objects[type])).toEqual([])
})

test('a line is a sentence in Chinese, whatever its details hold', () => {
  const tell = (name: string, detail: Record<string, unknown>) => auditWords.acts[name]?.tell?.(detail)
  expect(tell('settings.changed', { title: '文件大小', before: '50 MB', after: '20 MB' })).toBe(
    '「文件大小」从 50 MB 改为 20 MB',
  )
  expect(tell('identity.sign-in-failed', { reason: 'wrong-password' })).toBe('密码不对')
  expect(tell('enterprise.updated', { changed: ['contact', 'staffCount'] })).toMatch(/^[^a-z]+、[^a-z]+$/)
  expect(tell('grid.plan-applied', { changed: 3, created: ['1'], retired: [], enterprises: 0, reason: '合并' })).toBe(
    '改 3 条边界，新设 1 个网格，理由：合并',
  )
  for (const [name, { tell: sentence }] of Object.entries(auditWords.acts))
    if (name !== 'identity.account-locked') expect([name, sentence?.({}) ?? '']).toEqual([name, expect.any(String)])
})
