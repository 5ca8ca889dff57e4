import type { Command } from 'commander'
import { appendAudit } from '#kernel/audit/audit.ts'
import type { Tx } from '#kernel/db/db.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import {
  forgetSecret,
  insertDevice,
  listDevices,
  type Protocol,
  protocols,
  rotateSecret,
  stopDevice,
} from '#kernel/telemetry/devices.ts'
import { gridPrefix } from '#modules/grid/model/codes.ts'
import { findGrid } from '#modules/grid/server/store.ts'
import { CommandFailure, formatTable, runCommand } from './output.ts'
import { withDatabase } from './platform.ts'

const OPERATOR = { accountId: null, actor: { name: '运维工具', account: 'angrid' } }
const CODE = /^[A-Za-z0-9_-]{1,64}(\/[A-Za-z0-9_-]{1,64}){0,2}$/
const MOST_SHOWN = 1_000

interface Json {
  json?: boolean
}
interface NewDeviceOptions extends Json {
  protocol: string
  name: string
  grid: string
  digits?: boolean
}

/** Adds `device`: what may speak to the gateway, and by which secret. */
export function addDeviceCommands(program: Command): void {
  const device = program.command('device').description('接入设备')
  device
    .command('add <code>')
    .description('登记设备并给出密钥（只显示这一次）；JT/T 808 终端自己注册，不给密钥')
    .requiredOption('--protocol <protocol>', `协议：${Object.keys(protocols).join('、')}`)
    .requiredOption('--name <name>', '名称')
    .requiredOption('--grid <code>', '所在网格编码')
    .option('--digits', '密钥为 6 位数字，用于只能填 6 位数字密码的数采仪')
    .option('--json', '输出 JSON')
    .action((code: string, options: NewDeviceOptions) =>
      runCommand(options, () => withDatabase(({ db }) => db.system((tx) => addDevice(tx, code, options)))),
    )
  device
    .command('rotate <code>')
    .description('换设备密钥，旧的随即失效；JT/T 808 终端改为可以重新注册')
    .option('--digits', '密钥为 6 位数字')
    .option('--json', '输出 JSON')
    .action((code: string, options: Json & { digits?: boolean }) =>
      runCommand(options, () => withDatabase(({ db }) => db.system((tx) => rotate(tx, code, options.digits ?? false)))),
    )
  for (const [name, isStopped, description] of [
    ['stop', true, '停用设备：它发来的内容不再收'],
    ['resume', false, '恢复设备'],
  ] as const)
    device
      .command(`${name} <code>`)
      .description(description)
      .option('--json', '输出 JSON')
      .action((code: string, options: Json) =>
        runCommand(options, () => withDatabase(({ db }) => db.system((tx) => stop(tx, code, isStopped)))),
      )
  device
    .command('list')
    .description('列出设备')
    .option('--json', '输出 JSON')
    .action((options: Json) =>
      runCommand(options, () =>
        withDatabase(async ({ db }) => {
          const found = await db.read(wholeTree, (tx) => listDevices(tx, MOST_SHOWN))
          const lines = found.map(({ code, protocol, name, heardAt, isStopped }) => [
            ...[code, protocols[protocol], name, isStopped ? '停用' : (heardAt?.toLocaleString('zh-CN') ?? '未收到过')],
          ])
          return { json: found, lines: formatTable(['编码', '协议', '名称', '最近收到'], lines) }
        }),
      ),
    )
}

async function addDevice(tx: Tx, code: string, { protocol, name, grid, digits }: NewDeviceOptions) {
  if (!CODE.test(code))
    throw new CommandFailure('InvalidInput', '设备编码由字母、数字、- 和 _ 组成，最多三段，用 / 分开。')
  if (!(protocol in protocols))
    throw new CommandFailure('InvalidInput', `没有协议「${protocol}」，可选：${Object.keys(protocols).join('、')}。`)
  const gridCode = gridPrefix(grid)
  if (!gridCode || !(await findGrid(tx, wholeTree, gridCode)))
    throw new CommandFailure('UnknownGrid', `没有网格「${grid}」，请先用 grid load 装入城市。`)
  const about = { code, protocol: protocol as Protocol, name, gridCode, objectId: null }
  const { id, secret } = await insertDevice(tx, about, digits ?? false).catch((error: { constraint?: string }) => {
    if (error.constraint === 'device_code') throw new CommandFailure('CodeTaken', `设备编码「${code}」已被使用。`)
    throw error
  })
  await note(tx, 'device.added', id, { code, protocol }, gridCode)
  if (protocol === 'jt808')
    return { json: { id, code, secret: null }, lines: [`终端 ${code} 已登记，它注册时得到鉴权码。`] }
  return { json: { id, code, secret }, lines: [`设备 ${code} 已登记，密钥 ${secret}（只显示这一次）`] }
}

async function rotate(tx: Tx, code: string, digits: boolean) {
  const found = (await forgetSecret(tx, code)) ?? unknown(code)
  await note(tx, 'device.secret-changed', found.id, { code }, found.gridCode)
  if (found.protocol === 'jt808') return { json: { code, secret: null }, lines: [`终端 ${code} 可以重新注册了。`] }
  const secret = await rotateSecret(tx, code, digits)
  return { json: { code, secret }, lines: [`设备 ${code} 的新密钥 ${secret}（只显示这一次）`] }
}

async function stop(tx: Tx, code: string, isStopped: boolean) {
  const found = (await stopDevice(tx, code, isStopped)) ?? unknown(code)
  await note(tx, isStopped ? 'device.stopped' : 'device.resumed', found.id, { code }, found.gridCode)
  return { json: { code, isStopped }, lines: [isStopped ? `设备 ${code} 已停用。` : `设备 ${code} 已恢复。`] }
}

function unknown(code: string): never {
  throw new CommandFailure('UnknownDevice', `没有设备「${code}」。`)
}

const note = (tx: Tx, action: string, objectId: string, detail: Record<string, string>, gridCode: string) =>
  appendAudit(tx, { action, ...OPERATOR, objectType: 'device', objectId, gridCode, detail })
