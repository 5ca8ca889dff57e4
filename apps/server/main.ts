import { Command } from 'commander'
import { addStandardsCommands } from './commands/standards.ts'
import { DEMO_PASSWORD, VERSION } from './compose.ts'
import { ConfigError, readConfig } from './config.ts'
import { demoAccounts } from './demo/accounts.ts'
import { serve } from './serve.ts'

const say = (line: string) => process.stderr.write(`${line}\n`)

const program = new Command('angrid')
  .description('安网 AnGrid 运维工具')
  .version(VERSION)
  .showHelpAfterError('（--help 查看用法）')

program
  .command('serve')
  .description('启动平台（设置由环境变量给出，见 README）')
  .action(async () => {
    const config = readConfig(process.env)
    const running = await serve(config, say)
    say(`\n安网已启动：${running.address}`)
    if (config.demo !== 'none') {
      say(`演示账号（密码都是 ${DEMO_PASSWORD}）：${demoAccounts.map((account) => account.login).join('  ')}`)
    }
    say('按 Ctrl-C 停止。')
    const stop = () => {
      process.removeAllListeners('SIGINT')
      say('正在停止 …')
      running.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })

addStandardsCommands(program)

try {
  await program.parseAsync()
} catch (error) {
  say(
    error instanceof ConfigError
      ? `设置有误：\n${error.message}`
      : error instanceof Error
        ? process.env.LOG_LEVEL === 'debug'
          ? String(error.stack)
          : error.message
        : String(error),
  )
  process.exit(1)
}
