import { expect, test } from 'vitest'
import { inkOf, PNG } from '#apps/server/test-house.ts'
import { readPng } from './png.ts'

test('a picture is read to its last line; one that was torn, changed or made up behind its head is none', () => {
  expect(readPng(PNG)).toEqual({ width: 1, height: 1 })
  expect(readPng(Buffer.from(inkOf('王县监'), 'base64'))).toEqual({ width: 1, height: 1 })
  expect(readPng(PNG.subarray(0, -12))).toBeNull()
  expect(readPng(PNG.subarray(0, 40))).toBeNull()
  const changed = Buffer.from(PNG)
  changed.writeUInt8(changed.readUInt8(45) ^ 1, 45)
  expect(readPng(changed)).toBeNull()
  expect(readPng(Buffer.concat([PNG.subarray(0, 33), Buffer.from('behind the head')]))).toBeNull()
  expect(readPng(Buffer.from('GIF89a'))).toBeNull()
})
