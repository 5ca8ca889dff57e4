import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { appendAudit, verifyAudit } from '#kernel/audit/audit.ts'
import { verifyCases } from '#kernel/cases/verify.ts'
import { restore } from '#kernel/db/backup.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { clusterExists, startEmbedded } from '#kernel/db/embedded.ts'
import { newId } from '#kernel/db/id.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { backupWithFiles, returnFiles } from '#kernel/files/backup.ts'
import { passwordFault } from '#kernel/identity/model/password.ts'
import { ROLE_NAMES, reaches } from '#kernel/identity/model/roles.ts'
import { removeFactor } from '#kernel/identity/people/store.ts'
import { hashPassword, today } from '#kernel/identity/service.ts'
import * as identity from '#kernel/identity/store.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { gridPrefix } from '#modules/grid/model/codes.ts'
import { loadCity } from '#modules/grid/server/load.ts'
import { findGrid } from '#modules/grid/server/store.ts'
import { DEMO_PASSWORD, permissionTable } from '../compose.ts'
import { type Config, readConfig } from '../config.ts'
import { demoAccounts } from '../demo/accounts.ts'
import { loadDemo } from '../demo/load.ts'
import { type OpenDatabase, openDatabase, serve } from '../serve.ts'
import { CommandFailure, formatTable, runCommand } from './output.ts'

export const say = (line: string): void => void process.stderr.write(`${line}\n`)

interface Json {
  json?: boolean
}

/** Adds what an operator does with the platform itself: start, shape, people, audit, backup. */
export function addPlatformCommands(program: Command): void {
  addServe(program)
  addMigrate(program)
  addDemo(program)
  addGrid(program)
  addUser(program)
  addAudit(program)
  addBackup(program)
}

/** Opens the database for one piece of work and closes it again, started or borrowed. */
export async function withDatabase<T>(
  work: (database: OpenDatabase, config: Config) => Promise<T>,
  options: { mayCreate?: boolean } = {},
): Promise<T> {
  const config = readConfig(process.env)
  if (!options.mayCreate && !config.databaseUrl && !(await clusterExists(config.dataDir))) {
    throw new CommandFailure(
      'NoDatabase',
      `${config.dataDir} 里还没有数据库。请用与平台相同的 DATA_DIR 或 DATABASE_URL。`,
    )
  }
  const database = await openDatabase(config, say)
  try {
    return await work(database, config)
  } finally {
    await database.close()
  }
}

const CREATES = { mayCreate: true }

function addServe(program: Command): void {
  program
    .command('serve')
    .description('启动平台（设置由环境变量给出，见 README）')
    .action(() => runCommand({}, startPlatform))
}

async function startPlatform() {
  const config = readConfig(process.env)
  const running = await serve(config, say)
  const stop = () => {
    say('正在停止 …')
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  return { json: { address: running.address }, lines: welcome(config, running.address) }
}

function welcome(config: Config, address: string): string[] {
  const lines = ['', `安网已启动：${address}`]
  if (config.demo !== 'none') {
    lines.push(`演示账号，密码都是 ${DEMO_PASSWORD}`)
    lines.push(
      ...formatTable(
        ['账号', '身份', '做什么'],
        demoAccounts.map(({ login, title, duty }) => [login, title, duty]),
      ),
    )
  }
  return [...lines, '按 Ctrl-C 停止。']
}

function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('把数据库升级到这个版本需要的结构')
    .option('--json', '输出 JSON')
    .action((options: Json) =>
      runCommand(options, async () => {
        const config = readConfig(process.env)
        const embedded = config.databaseUrl ? null : await startEmbedded(config.dataDir, say)
        try {
          const done = await migrate(config.databaseUrl ?? (embedded?.url as string))
          return { json: { migrated: done }, lines: done.length > 0 ? done : ['已经是最新结构。'] }
        } finally {
          await embedded?.stop()
        }
      }),
    )
}

function addDemo(program: Command): void {
  program
    .command('demo')
    .description('演示数据')
    .command('load')
    .description('在空的数据库里装入演示城市（ANGRID_DEMO_DATE 指定报告日对应哪一天）')
    .option('--json', '输出 JSON')
    .action((options: Json) =>
      runCommand(options, () =>
        withDatabase(async ({ db }, config) => {
          const loaded = await loadDemo(db, DEMO_PASSWORD, config.demoDate, say, path.join(config.dataDir, 'imports'))
          if (!loaded) throw new CommandFailure('NotEmpty', '数据库里已经有网格，演示数据只装入空的数据库。')
          return { json: { loaded: 'dongying' }, lines: ['演示城市已装入。'] }
        }, CREATES),
      ),
    )
}

function addGrid(program: Command): void {
  program
    .command('grid')
    .description('网格')
    .command('load <city>')
    .description('按区划代码装入一个城市的网格树，到村居一级，例如 grid load 330100')
    .option('--json', '输出 JSON')
    .action((city: string, options: Json) =>
      runCommand(options, () =>
        withDatabase(async ({ db }) => {
          const prefix = gridPrefix(city)
          if (prefix?.length !== 4) throw new CommandFailure('InvalidInput', `「${city}」不是城市代码，应如 330100。`)
          const nodes = await db
            .system((tx) => loadAudited(tx, prefix))
            .catch((error: Error) => {
              throw new CommandFailure('UnknownCity', `${error.message}。`)
            })
          return { json: { city: prefix, nodes }, lines: [`${prefix} 的网格共 ${nodes} 个。`] }
        }, CREATES),
      ),
    )
}

async function loadAudited(tx: Tx, prefix: string): Promise<number> {
  const nodes = await loadCity(tx, prefix, today())
  await appendAudit(tx, {
    action: 'grid.city-loaded',
    ...OPERATOR,
    objectType: 'grid',
    objectId: prefix,
    gridCode: prefix,
    detail: { nodes },
  })
  return nodes
}

/** How the audit names what was done from the shell. */
const OPERATOR = { accountId: null, actor: { name: '运维工具', account: 'angrid' } }

interface NewUser extends Json {
  login: string
  name: string
  role: string
  grid: string
  title?: string
  body?: string
}

function addUser(program: Command): void {
  const user = program.command('user').description('账号')
  user
    .command('reset-second-factor')
    .description('取消一个账号的动态口令并让它退出；没有别的管理员可以办时才用')
    .requiredOption('--login <login>', '账号')
    .option('--json', '输出 JSON')
    .action((options: Json & { login: string }) =>
      runCommand(options, () => withDatabase(({ db }) => resetFactor(db, options.login.normalize('NFKC').trim()))),
    )
  user
    .command('create')
    .description('建立账号和岗位，给出一次性初始密码（首次登录须改）')
    .requiredOption('--login <login>', '账号')
    .requiredOption('--name <name>', '姓名')
    .requiredOption('--role <role>', `角色：${permissionTable.roles().join('、')}`)
    .requiredOption('--grid <code>', '岗位所在网格编码')
    .option('--title <title>', '岗位名称')
    .option('--body <name>', '所在单位名称')
    .option('--json', '输出 JSON')
    .action((options: NewUser) => runCommand(options, () => withDatabase((database) => createUser(database, options))))
}

async function createUser({ db }: OpenDatabase, user: NewUser) {
  const login = user.login.normalize('NFKC').trim().toLowerCase()
  if (!/^[a-z0-9][a-z0-9._-]{2,31}$/.test(login))
    throw new CommandFailure('InvalidInput', '账号应为 3 到 32 个小写字母、数字或 . _ -。')
  if (!permissionTable.roles().includes(user.role))
    throw new CommandFailure('InvalidInput', `没有角色「${user.role}」，可选：${permissionTable.roles().join('、')}。`)
  const grid = gridPrefix(user.grid)
  const password = initialPassword(login)
  await db.system(async (tx) => {
    if (!grid || !(await findGrid(tx, wholeTree, grid)))
      throw new CommandFailure('UnknownGrid', `没有网格「${user.grid}」，请先用 grid load 装入城市。`)
    if (!reaches(user.role, grid, (await identity.gridOfTopBody(tx)) ?? grid))
      throw new CommandFailure(
        'InvalidInput',
        `${ROLE_NAMES[user.role]}不能设在 ${grid} 这一级网格上，请选低一级的角色。`,
      )
    if (await identity.findAccountByLogin(tx, login))
      throw new CommandFailure('LoginTaken', `账号「${login}」已被使用。`)
    const person = { id: newId(), name: user.name, phone: null }
    const [bodyId, seatId] = [newId(), newId()]
    const bodyName = user.body ?? '应急管理部门'
    await identity.insertBody(tx, {
      id: bodyId,
      name: bodyName,
      shortName: bodyName,
      kind: 'government',
      gridCode: grid,
    })
    await identity.insertPerson(tx, person)
    await identity.insertAccount(tx, {
      id: newId(),
      personId: person.id,
      login,
      passwordHash: await hashPassword(password),
      mustChangePassword: true,
    })
    await identity.insertSeat(tx, {
      id: seatId,
      bodyId,
      title: user.title ?? user.role,
      role: user.role,
      gridCode: grid,
      fromOn: today(),
    })
    await identity.insertHolding(tx, { id: newId(), seatId, personId: person.id, fromOn: today() })
    const detail = { login, role: user.role }
    await appendAudit(tx, {
      action: 'identity.account-created',
      ...OPERATOR,
      objectType: 'seat',
      objectId: seatId,
      gridCode: grid,
      detail,
    })
  })
  return {
    json: { login, password },
    lines: [`账号 ${login} 已建立，初始密码 ${password}（只显示这一次，首次登录须修改）`],
  }
}

/** For the last administrator whose phone is lost: nobody is left to do it on the page. */
async function resetFactor(db: Database, login: string) {
  await db.system(async (tx) => {
    const account = await identity.findAccountByLogin(tx, login)
    if (!account) throw new CommandFailure('UnknownLogin', `没有账号「${login}」。`)
    if (!account.totpConfirmedAt) throw new CommandFailure('NotOn', `账号「${login}」没有启用动态口令。`)
    await removeFactor(tx, account.id)
    await identity.revokeOtherSessions(tx, account.id, null, new Date())
    const gridCode = await identity.gridOfTopBody(tx)
    await appendAudit(tx, {
      action: 'identity.second-factor-reset',
      ...OPERATOR,
      objectType: 'account',
      objectId: account.id,
      ...(gridCode ? { gridCode } : {}),
      detail: { login },
    })
  })
  return { json: { login }, lines: [`账号 ${login} 的动态口令已取消，所有登录已退出。`] }
}

/** A password that passes our own rules and is read out over the phone without mistakes. */
function initialPassword(login: string): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz'
  for (;;) {
    const part = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
    const word = part()
    const password = `${word.charAt(0).toUpperCase()}${word.slice(1)}-${part()}-${randomInt(1000, 10_000)}`
    if (!passwordFault(password, login)) return password
  }
}

function addAudit(program: Command): void {
  program
    .command('audit')
    .description('审计')
    .command('verify')
    .description('核对审计链和每件办件的链，指出第一处断裂；断裂时退出码为 1')
    .option('--json', '输出 JSON')
    .action((options: Json) =>
      runCommand(options, () =>
        withDatabase(async ({ db }) => {
          const verdict = await db.read(wholeTree, verifyAudit)
          const cases = await db.read(wholeTree, verifyCases)
          const ok = verdict.ok && cases.ok
          if (!ok) process.exitCode = 1
          const lines = [
            verdict.ok
              ? `审计链完整，共 ${verdict.checked} 条。`
              : `审计链在第 ${verdict.broken?.seq} 条断裂：${verdict.broken?.why}`,
            cases.ok
              ? `办件链完整，共 ${cases.cases} 件 ${cases.acts} 步。`
              : `办件 ${cases.broken?.caseId} 的链在第 ${cases.broken?.seq} 步断裂：${cases.broken?.why}`,
          ]
          return { json: { ...verdict, ok, cases }, lines }
        }),
      ),
    )
}

function addBackup(program: Command): void {
  program
    .command('backup <folder>')
    .description('把数据库和文件备份到一个空目录；可以在平台运行时进行')
    .option('--json', '输出 JSON')
    .action((folder: string, options: Json) =>
      runCommand(options, () =>
        withDatabase(async ({ ownerUrl }, config) => {
          const manifest = await backupWithFiles(ownerUrl, config.dataDir, path.resolve(folder), config.s3, say).catch(
            asFailure,
          )
          return { json: manifest, lines: [`备份完成：${manifest.tables.length} 张表，${folder}`] }
        }),
      ),
    )
  program
    .command('restore <folder>')
    .description('把备份恢复到一个空的数据库和数据目录')
    .option('--json', '输出 JSON')
    .action((folder: string, options: Json) =>
      runCommand(options, async () => {
        if (!existsSync(path.join(folder, 'manifest.json')))
          throw new CommandFailure('NoBackup', `${folder} 不是完整的备份：没有 manifest.json。`)
        const config = readConfig(process.env)
        const embedded = config.databaseUrl ? null : await startEmbedded(config.dataDir, say)
        try {
          const manifest = await restore(
            config.databaseUrl ?? (embedded?.url as string),
            config.dataDir,
            path.resolve(folder),
            say,
          ).catch(asFailure)
          await returnFiles(path.resolve(folder), config.dataDir, config.s3).catch(asFailure)
          return { json: manifest, lines: [`恢复完成：${manifest.tables.length} 张表，与清单逐表相符。`] }
        } finally {
          await embedded?.stop()
        }
      }),
    )
}

function asFailure(error: Error): never {
  throw new CommandFailure('BackupFailed', error.message)
}
