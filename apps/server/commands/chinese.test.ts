import { Command } from 'commander'
import { expect, test } from 'vitest'
import { inChineseError, speakChinese } from './chinese.ts'

function program(): Command {
  const made = speakChinese(new Command('angrid')).description('运维工具').version('1', '-V, --version', '显示版本号')
  made
    .command('backup')
    .description('备份')
    .argument('<folder>', '目录')
    .option('--days <n>', '保留几天', '7')
    .action(() => {})
  return made
}

test('help says nothing in English but the names one types', () => {
  const backup = program().commands[0] as Command
  for (const help of [program().helpInformation(), backup.helpInformation()]) {
    expect(help).not.toMatch(/Usage|Options|Commands|Arguments|display|output|default|\[options\]|\[command\]/)
  }
  expect(program().helpInformation()).toContain('用法： angrid [选项] [命令]')
  expect(backup.helpInformation()).toMatch(/--days <n>\s+保留几天（默认 7）/)
})

test.each([
  ["error: unknown command 'sreve'\n(Did you mean serve?)", '错误：没有「sreve」这个命令\n（是不是想写 serve？）'],
  ["error: missing required argument 'folder'", '错误：缺少参数「folder」'],
  ["error: option '--days <n>' argument missing", '错误：选项「--days <n>」后面要写值'],
  ['error: too many arguments for backup. Expected 1 argument but got 2.', '错误：参数多了：要 1 个，给了 2 个'],
  ['error: something of a later version', '错误：something of a later version'],
])('%s', (english, chinese) => {
  expect(inChineseError(english)).toBe(chinese)
})
