import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Ledger } from '#apps/simulator/driver/outbox.ts'
import type { Fleet, FleetOptions } from '#apps/simulator/fleet.ts'
import { SCRIPTS, type Script } from '#apps/simulator/model/script.ts'
import { CommandFailure, runCommand } from './output.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** What can be simulated, how many there are when nobody says, how many messages a second one may tell, and what may go wrong with it. */
const KINDS = {
  vehicles: { name: '车辆', count: 12, mostRate: 1, scripts: ['storm'] },
  stations: { name: '监测站', count: 6, mostRate: 1, scripts: ['storm', 'drift'] },
  tanks: { name: '储罐网关', count: 20, mostRate: 1_000, scripts: ['storm', 'leak', 'drift'] },
} as const satisfies Record<string, { name: string; count: number; mostRate: number; scripts: readonly Script[] }>
type Kind = keyof typeof KINDS
const ALL = Object.keys(KINDS) as Kind[]

interface Given {
  count?: number
  rate: number
  script?: Script
  gateway: string
  port?: number
  seed: number
  quiet?: boolean
}

const TELL_MS = 5_000
const number = (least: number, most: number) => (text: string) => {
  const value = Number(text)
  if (!(value >= least && value <= most)) throw new InvalidArgumentError(`应为 ${least} 到 ${most} 的数。`)
  return value
}
const listed = (tell: (kind: Kind) => unknown) => ALL.map((kind) => `${kind} ${tell(kind)}`).join('、')

/** Adds `simulate`: devices that are none, speaking the real protocols to a real gateway. */
export function addSimulateCommand(program: Command): void {
  const scripts = Object.entries(SCRIPTS).map(([name, text]) => `${name} ${text}`)
  program
    .command('simulate')
    .description('模拟设备：用真实协议向接入网关发送（只用于演示城市，见 apps/simulator/README.md）')
    .argument('<what>', `${listed((kind) => KINDS[kind].name)}；demo 为三种一起`)
    .option('--count <n>', `多少台（默认 ${listed((kind) => KINDS[kind].count)}）`, number(1, 100_000))
    .option('--rate <r>', '每台每秒发多少条（车辆和监测站最多 1 条）', number(0.001, 1_000), 0.2)
    .addOption(new Option('--script <name>', `发生什么：${scripts.join('；')}`).choices(Object.keys(SCRIPTS)))
    .option('--gateway <host>', '网关地址', '127.0.0.1')
    .option('--port <port>', '网关端口（默认按 GATEWAY_JT808 等变量，没有则为各协议常用端口）', number(1, 65_535))
    .option('--seed <n>', '随机种子：种子相同，路线和数值就相同', number(0, 4_294_967_295), 1)
    .option('--quiet', '不显示进度')
    .action((what: string, given: Given) => runCommand({}, () => simulate(what, given)))
}

async function simulate(what: string, given: Given) {
  const kinds = kindsOf(what, given)
  const begins = await enterDevices(kinds, given)
  const fleets = begins.map(([kind, begin]) => [kind, begin(optionsOf(given, kind))] as const)
  const stop = follow(fleets, given.quiet ?? false)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  // Started by the platform, it ends with it.
  process.once('disconnect', stop)
  const lines = fleets.map(([kind, { count }]) => {
    const { host, port } = optionsOf(given, kind)
    return `  ${KINDS[kind].name} ${count} 台 → ${host}:${port}`
  })
  return { json: {}, lines: ['设备模拟已启动：', ...lines] }
}

function kindsOf(what: string, { script, rate }: Given): Kind[] {
  const kinds = what === 'demo' ? ALL : ALL.filter((kind) => kind === what)
  if (kinds.length === 0) throw new CommandFailure('UnknownKind', `没有「${what}」，可选：${ALL.join('、')}、demo。`)
  for (const kind of kinds) {
    const { name, scripts, mostRate } = KINDS[kind]
    if (script && !(scripts as readonly Script[]).includes(script))
      throw new CommandFailure('NoSuchScript', `${name}没有「${script}」，可选：${scripts.join('、')}。`)
    if (rate > mostRate) throw new CommandFailure('TooFast', `${name}每台每秒最多 ${mostRate} 条：它的报文只到秒。`)
  }
  return kinds
}

function optionsOf({ gateway: host, port, rate, script, seed }: Given, kind: Kind): FleetOptions {
  const { GATEWAY_JT808, GATEWAY_HJ212, GATEWAY_MQTT } = process.env
  const named = { vehicles: GATEWAY_JT808 ?? 8808, stations: GATEWAY_HJ212 ?? 9212, tanks: GATEWAY_MQTT ?? 1883 }
  return { host, port: port ?? Number(named[kind]), rate, seed, script: script ?? null }
}

type Begin = (options: FleetOptions) => Fleet

/** Enters the devices in the database of the platform; their secrets are known to this process and written down nowhere. */
async function enterDevices(kinds: readonly Kind[], { count }: Given): Promise<[Kind, Begin][]> {
  const fleet = await import('#apps/simulator/fleet.ts')
  const register = await import('#apps/simulator/register.ts')
  const { db, close } = await openDemo()
  try {
    return await db.system(async (tx) => {
      const entering = {
        vehicles: async (most: number): Promise<Begin> => {
          const phones = await register.registerVehicles(tx, most)
          return (options) => fleet.startVehicles(phones, options)
        },
        stations: async (most: number): Promise<Begin> => {
          const loggers = await register.registerStations(tx, most)
          return (options) => fleet.startStations(loggers, options)
        },
        tanks: async (most: number): Promise<Begin> => {
          const gateways = await register.registerTanks(tx, most)
          return (options) => fleet.startTanks(gateways, options)
        },
      }
      const begins: [Kind, Begin][] = []
      for (const kind of kinds) begins.push([kind, await entering[kind](count ?? KINDS[kind].count)])
      return begins
    })
  } finally {
    await close()
  }
}

/**
 * Opens the database of a running platform, without what only the platform needs of it.
 * @throws CommandFailure where there is none, or where it is not the demo city: entering devices changes their secrets, and nobody's real devices may be
 *   cut off by that
 */
async function openDemo() {
  const { readConfig } = await import('../config.ts')
  const { demoAccounts } = await import('../demo/accounts.ts')
  const { Database } = await import('#kernel/db/db.ts')
  const { clusterExists, startEmbedded } = await import('#kernel/db/embedded.ts')
  const { findAccountByLogin } = await import('#kernel/identity/store.ts')
  const { databaseUrl, dataDir } = readConfig(process.env)
  if (!databaseUrl && !(await clusterExists(dataDir)))
    throw new CommandFailure('NoDatabase', `${dataDir} 里还没有数据库，请先启动演示平台（npm run up）。`)
  const embedded = databaseUrl ? null : await startEmbedded(dataDir)
  const db = new Database(databaseUrl ?? (embedded as { url: string }).url, { connections: 1 })
  const close = async () => {
    await db.close()
    await embedded?.stop()
  }
  try {
    for (const { login } of demoAccounts)
      if (!(await db.system((tx) => findAccountByLogin(tx, login))))
        throw new CommandFailure('NotTheDemo', '这里不是演示城市：模拟会更换设备密钥，只能用于演示数据。')
    return { db, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Tells every few seconds how it goes. @returns ends it */
function follow(fleets: readonly (readonly [Kind, Fleet])[], isQuiet: boolean): () => void {
  const before = new Map<Kind, number>()
  const tell = () => {
    for (const [kind, { ledger }] of fleets) {
      const perSecond = (ledger.acknowledged - (before.get(kind) ?? 0)) / (TELL_MS / 1000)
      before.set(kind, ledger.acknowledged)
      say(`${KINDS[kind].name} ${said(ledger)}，每秒 ${perSecond.toFixed(1)}`)
    }
  }
  const timer = isQuiet ? null : setInterval(tell, TELL_MS)
  return () => {
    if (timer) clearInterval(timer)
    for (const [kind, fleet] of fleets) {
      fleet.stop()
      if (!isQuiet) say(`${KINDS[kind].name} ${said(fleet.ledger)}`)
    }
    process.exit(0)
  }
}

function said({ sent, acknowledged, waiting, refused, lost }: Ledger): string {
  const troubles = [refused > 0 ? `，被拒 ${refused}` : '', lost > 0 ? `，丢弃 ${lost}` : ''].join('')
  return `已发 ${sent}，已应答 ${acknowledged}，等待 ${waiting}${troubles}`
}
