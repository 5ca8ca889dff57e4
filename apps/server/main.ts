import { Command } from 'commander'
import { speakChinese } from './commands/chinese.ts'
import { addGatewayCommand } from './commands/gateway.ts'
import { addProtocolCommands } from './commands/protocols.ts'
import { addSimulateCommand } from './commands/simulate.ts'
import { VERSION } from './version.ts'

// Codecs and calculators answer at once; only the others load the platform with its database and modules.
const CODECS = ['decode', 'encode']
// The gateway and its simulated devices load what devices need and nothing of the modules.
const DEVICES = ['gateway', 'simulate']
const CALCULATORS = [...CODECS, ...DEVICES, 'code', 'major-hazard', 'deadline']

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
  const { addDeviceCommands } = await import('./commands/devices.ts')
  addDeviceCommands(program)
  const { addReportCommands } = await import('./commands/report.ts')
  addReportCommands(program)
}
if (![...CODECS, ...DEVICES].includes(process.argv[2] ?? '')) {
  const { addStandardsCommands } = await import('./commands/standards.ts')
  addStandardsCommands(program)
}
addProtocolCommands(program)
addGatewayCommand(program)
addSimulateCommand(program)

await program.parseAsync()
