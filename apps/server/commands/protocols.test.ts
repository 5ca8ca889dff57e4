import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readLines } from './lines.ts'

const entry = path.join(import.meta.dirname, '../bin/angrid.mjs')
const angrid = (args: readonly string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], { input, encoding: 'utf8' })
  return { status, lines: stdout.split('\n').filter((line) => line !== ''), stderr }
}

test('frames come by line and answers go by line; one that cannot be read makes the exit code 1', () => {
  const good = '7E 80 01 00 05 01 23 45 67 89 01 00 00 7f ff 00 02 00 8e 7e'
  const one = angrid(['decode', 'jt808', ...good.split(' '), '--json'])
  expect(one).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.parse(one.lines[0] as string)).toMatchObject({
    ok: true,
    messageId: '0x8001',
    body: { resultName: 'ok' },
  })
  const several = angrid(['decode', 'jt808', '--json'], `${good}\n\n${good.replace('8e', '8f')}\nzz\n`)
  expect(several).toMatchObject({ status: 1, stderr: '' })
  expect(several.lines.map((line) => JSON.parse(line).reason)).toEqual([undefined, 'bad-checksum', 'not-hex'])
})

test('what is encoded is decoded; a refusal is a sentence and never a stack', () => {
  const alert = {
    identifier: '1',
    sender: 's',
    sent: '2026-11-23T08:00:00+08:00',
    status: 'Test',
    msgType: 'Alert',
    scope: 'Public',
  }
  const written = angrid(['encode', 'cap', JSON.stringify(alert)])
  expect(written).toMatchObject({ status: 0, stderr: '' })
  expect(angrid(['decode', 'cap', '-'], written.lines.join('\n'))).toMatchObject({ status: 0, stderr: '' })
  expect(angrid(['decode', 'modem', 'x'])).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^错误：不认识的协议「modem」.*\n$/),
  })
})

test('a line without an end is cut and the next ones are read', async () => {
  const found: string[] = []
  for await (const line of readLines(Readable.from(['ab', 'c\r\nd', 'x'.repeat(50), 'x'.repeat(50), '\nlast']), 20))
    found.push(line)
  expect(found).toEqual(['abc', `d${'x'.repeat(20)}`, 'last'])
})
