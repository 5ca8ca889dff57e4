import type { z } from 'zod'

type Issue = Parameters<NonNullable<z.core.$ZodErrorMap>>[0]

const KINDS: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '列表',
  object: '一组内容',
  record: '一组内容',
  date: '日期',
}

const MEASURES: Record<string, string> = { string: '个字', array: '项', set: '项', file: '字节' }

const FORMATS: Record<string, string> = {
  date: '日期应如 2026-11-21',
  datetime: '时间应如 2026-11-21T08:30:00Z',
  uuid: '编号不正确',
  email: '邮箱地址不正确',
  url: '网址不正确',
}

const figure = (value: unknown): string => Number(value).toLocaleString('zh-CN')

/**
 * What is wrong with an input, as a sentence for whoever typed it, wherever a schema has no words of its own: nobody at a desk knows
 * what a string is.
 */
export function zhFault(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return '这一项还没有填'
      return `这一项应当是${KINDS[issue.expected] ?? '别的内容'}`
    case 'invalid_value':
      return issue.input === undefined || issue.input === '' ? '这一项还没有选' : '没有这个选项，请重新选'
    case 'too_big':
      return `${MEASURES[issue.origin] ? '最多' : '不能大于'} ${figure(issue.maximum)} ${MEASURES[issue.origin] ?? ''}`.trim()
    case 'too_small':
      if (MEASURES[issue.origin] && Number(issue.minimum) <= 1) return '这一项还没有填'
      return `${MEASURES[issue.origin] ? '至少' : '不能小于'} ${figure(issue.minimum)} ${MEASURES[issue.origin] ?? ''}`.trim()
    case 'invalid_format':
      return FORMATS[issue.format] ?? '格式不正确'
    case 'not_multiple_of':
      return `应当是 ${figure(issue.divisor)} 的倍数`
    case 'unrecognized_keys':
      return '多出了平台不认识的内容，请刷新页面再试'
    default:
      return '这一项不正确'
  }
}
