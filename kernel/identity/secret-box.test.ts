import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openSecretBox, SecretBox } from './secret-box.ts'

const key = () => randomBytes(32).toString('base64')

test('a sealed secret opens again, reads differently each time and never shows its text', () => {
  const box = new SecretBox([key()])
  const [first, second] = [box.seal('JBSWY3DPEHPK3PXP', 'totp'), box.seal('JBSWY3DPEHPK3PXP', 'totp')]
  expect(first).not.toBe(second)
  expect(first).not.toContain('JBSWY3DPEHPK3PXP')
  expect(box.open(first, 'totp')).toBe('JBSWY3DPEHPK3PXP')
})

test('a changed byte, another purpose or another key does not open it', () => {
  const box = new SecretBox([key()])
  const sealed = box.seal('secret', 'totp/a')
  const parts = sealed.split('.')
  const text = Buffer.from(parts[4] as string, 'base64url')
  text[0] = (text[0] as number) ^ 1
  parts[4] = text.toString('base64url')
  expect(() => box.open(parts.join('.'), 'totp/a')).toThrow()
  expect(() => box.open(sealed, 'totp/b')).toThrow()
  expect(() => new SecretBox([key()]).open(sealed, 'totp/a')).toThrow('没有编号')
})

test('after the key is rotated, old secrets still open and new ones carry the new key id', () => {
  const [before, after] = [key(), key()]
  const sealed = new SecretBox([before]).seal('secret', 'totp')
  const rotated = new SecretBox([after, before])
  expect(rotated.open(sealed, 'totp')).toBe('secret')
  expect(rotated.seal('secret', 'totp').split('.')[2]).not.toBe(sealed.split('.')[2])
})

test('the key file is made once and only its owner may read it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'angrid-box-'))
  try {
    const sealed = openSecretBox(folder, '').seal('secret', 'totp')
    expect(openSecretBox(folder, '').open(sealed, 'totp')).toBe('secret')
    expect(statSync(path.join(folder, 'secrets/secret-key')).mode & 0o777).toBe(0o600)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a key of the wrong length is refused in words', () => {
  expect(() => new SecretBox(['short'])).toThrow('32 字节')
})
