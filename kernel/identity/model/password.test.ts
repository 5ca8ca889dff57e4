import { expect, test } from 'vitest'
import { passwordFault } from './password.ts'

test.each([
  'Abcdefgh12',
  'P@ssw0rd1234',
  '1qaz@WSX3edc',
  'Aa1!Aa1!Aa1!',
  'Sunshine-2026',
  'Angrid-demo-2026',
  'short-A1',
  'alllowercase',
  'Wangmin-2026x',
  'Xx98765-zz',
  'Tttttt-123',
])('a password as weak as %s is refused in a sentence', (password) =>
  expect(passwordFault(password, 'wangmin')).toMatch(/^密码.*。$/),
)

test.each(['Correct-horse-9', 'Rfuz-nynh-8334', '东营-Tide-82k!'])('%s may be used', (password) =>
  expect(passwordFault(password, 'wangmin')).toBeNull(),
)
