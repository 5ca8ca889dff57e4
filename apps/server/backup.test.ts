import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { verifyAudit } from '#kernel/audit/audit.ts'
import { backup, restore } from '#kernel/db/backup.ts'
import { Database } from '#kernel/db/db.ts'
import { asOwner, withDatabase } from '#kernel/db/test-database.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { type House, openHouse, PLACES } from './test-house.ts'

let house: House
let folder: string
const name = `restored_${process.pid}`
beforeAll(async () => {
  house = await openHouse()
  folder = mkdtempSync(path.join(tmpdir(), 'angrid-backup-'))
  const created = await house.as('wang')('POST', '/api/v1/enterprises', {
    name: '广饶恒沣化工有限公司',
    gridCode: PLACES.village,
  })
  await house.as('wang')(
    'PATCH',
    `/api/v1/enterprises/${created.body.id}`,
    { values: { staffCount: 9 } },
    { 'if-match': '"1"' },
  )
})
afterAll(async () => {
  await asOwner(inject('clusterUrl'), `drop database if exists ${name} with (force)`)
  rmSync(folder, { recursive: true, force: true })
  await house.close()
})

test('a backup restores onto an empty database row by row, and the audit chain still holds', async () => {
  const manifest = await backup(house.ownerUrl, folder, path.join(folder, 'one'), () => {})
  await asOwner(inject('clusterUrl'), `create database ${name}`)
  const url = withDatabase(inject('clusterUrl'), name)
  await restore(url, path.join(folder, 'data'), path.join(folder, 'one'), () => {})
  const again = await backup(url, path.join(folder, 'data'), path.join(folder, 'two'), () => {})
  expect(again.tables).toEqual(manifest.tables)
  expect(manifest.tables.find((table) => table.name === 'enterprise_version')?.rows).toBe(1)
  const db = new Database(url)
  expect(await db.read(wholeTree, verifyAudit)).toMatchObject({ ok: true })
  await db.close()
  await expect(restore(url, folder, path.join(folder, 'one'), () => {})).rejects.toThrow('不是空的')
})

test('half a backup and a changed one are refused', async () => {
  await expect(restore(house.ownerUrl, folder, path.join(folder, 'nothing'), () => {})).rejects.toThrow('manifest.json')
  await expect(backup(house.ownerUrl, folder, path.join(folder, 'one'), () => {})).rejects.toThrow('不是空的')
  const tables = path.join(folder, 'one', 'tables')
  const file = path.join(tables, readdirSync(tables).find((entry) => entry.startsWith('seat.')) as string)
  writeFileSync(file, Buffer.from('1f8b08000000000000030300000000000000000000', 'hex').subarray(0, 20))
  const other = `${name}_b`
  await asOwner(inject('clusterUrl'), `create database ${other}`)
  const url = withDatabase(inject('clusterUrl'), other)
  await expect(restore(url, folder, path.join(folder, 'one'), () => {})).rejects.toThrow()
  const rows = await asOwner(url, 'select count(*)::int as n from account')
  expect(rows.rows[0].n).toBe(0)
  await asOwner(inject('clusterUrl'), `drop database ${other} with (force)`)
})
