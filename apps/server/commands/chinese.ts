import type { Command, Help, Option } from 'commander'

const HEADS: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '公共选项：',
  'Commands:': '命令：',
}

// What the library says when it cannot go on; each keeps the name it quotes.
const ERRORS: readonly [RegExp, string][] = [
  [/^error: unknown command '(.*)'(.*)$/m, '错误：没有「$1」这个命令$2'],
  [/^error: unknown option '(.*)'(.*)$/m, '错误：没有「$1」这个选项$2'],
  [/^error: missing required argument '(.*)'$/m, '错误：缺少参数「$1」'],
  [/^error: required option '(.*)' not specified$/m, '错误：必须给出选项「$1」'],
  [/^error: option '(.*)' argument missing$/m, '错误：选项「$1」后面要写值'],
  [
    /^error: too many arguments(.*)\. Expected (\d+) arguments? but got (\d+)\.?.*$/m,
    '错误：参数多了：要 $2 个，给了 $3 个',
  ],
  [/^error: /m, '错误：'],
  [/\(Did you mean one of (.*)\?\)/, '（是不是想写 $1 中的一个？）'],
  [/\(Did you mean (.*)\?\)/, '（是不是想写 $1？）'],
]

/** Makes a command line and all commands added to it afterwards speak Chinese. */
export function speakChinese(program: Command): Command {
  return program
    .helpOption('-h, --help', '显示用法')
    .helpCommand('help [命令]', '显示一个命令的用法')
    .configureHelp({
      styleTitle: (title) => HEADS[title] ?? title,
      commandUsage,
      subcommandTerm: (command) => inChinese(termOf(command)),
      optionDescription,
      displayWidth: widthOf,
    })
    .configureOutput({ outputError: (text, write) => write(inChineseError(text)) })
}

/** Names of arguments stay as they are typed; the library's own two words do not. */
const inChinese = (usage: string): string => usage.replace('[options]', '[选项]').replace('[command]', '[命令]')

function commandUsage(command: Command): string {
  const names = [command.name()]
  for (let above = command.parent; above; above = above.parent) names.unshift(above.name())
  return `${names.join(' ')} ${inChinese(command.usage())}`
}

function termOf(command: Command): string {
  const named = command.registeredArguments.map((argument) => {
    const name = argument.name() + (argument.variadic ? '...' : '')
    return argument.required ? `<${name}>` : `[${name}]`
  })
  return [command.name(), command.options.length > 0 ? '[选项]' : '', ...named].filter(Boolean).join(' ')
}

function optionDescription(this: Help, option: Option): string {
  const { defaultValue, defaultValueDescription, argChoices, description } = option
  const isSaid = defaultValue !== undefined && typeof defaultValue !== 'boolean'
  const extra = [
    argChoices ? `可选：${argChoices.join('、')}` : '',
    isSaid ? `默认 ${defaultValueDescription ?? String(defaultValue)}` : '',
  ].filter(Boolean)
  return extra.length > 0 ? `${description}（${extra.join('；')}）` : description
}

/** An error of the library in Chinese. */
export const inChineseError = (text: string): string =>
  ERRORS.reduce((said, [pattern, words]) => said.replace(pattern, words), text)

/** Columns a text takes on a terminal: Chinese characters and full-width marks take two. */
const widthOf = (text: string): number =>
  [...text].reduce((width, char) => width + (/[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]/.test(char) ? 2 : 1), 0)
