import { Command } from 'commander'
import { addEnterpriseCommands } from './commands/enterprises.ts'
import { addPlatformCommands } from './commands/platform.ts'
import { addStandardsCommands } from './commands/standards.ts'
import { VERSION } from './compose.ts'

const program = new Command('angrid')
  .description('安网 AnGrid 运维工具')
  .version(VERSION)
  .showHelpAfterError('（--help 查看用法）')

addPlatformCommands(program)
addEnterpriseCommands(program)
addStandardsCommands(program)

await program.parseAsync()
