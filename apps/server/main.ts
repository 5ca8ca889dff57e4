import { Command } from 'commander'
import { speakChinese } from './commands/chinese.ts'
import { addProtocolCommands } from './commands/protocols.ts'
import { addStandardsCommands } from './commands/standards.ts'
import { VERSION } from './version.ts'

// The calculators answer at once; only the others load the platform with its database and modules.
const CALCULATORS = ['code', 'major-hazard', 'deadline', 'decode', 'encode']

const program = speakChinese(new Command('angrid'))
  .description('安网 AnGrid 运维工具')
  .version(VERSION, '-V, --version', '显示版本号')
  .showHelpAfterError('（--help 查看用法）')

if (!CALCULATORS.includes(process.argv[2] ?? '')) {
  const { addPlatformCommands } = await import('./commands/platform.ts')
  const { addEnterpriseCommands } = await import('./commands/enterprises.ts')
  addPlatformCommands(program)
  addEnterpriseCommands(program)
  const { addArchiveCommands } = await import('./commands/archive.ts')
  addArchiveCommands(program)
  const { addIndicatorCommands } = await import('./commands/indicators.ts')
  addIndicatorCommands(program)
  const { addReportCommands } = await import('./commands/report.ts')
  addReportCommands(program)
}
addStandardsCommands(program)
addProtocolCommands(program)

await program.parseAsync()
