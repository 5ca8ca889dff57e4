import type { ListColumn } from './list.ts'

/** What an example says in a column of a sample sheet; nobody is called so, and the code is no sound one. */
export function exampleOf({ kind, choices = [] }: ListColumn): string {
  const [first, second] = choices
  return {
    name: '示例有限公司（上传前删掉这一行）',
    'credit-code': '91370500XXXXXXXXXX',
    number: '示例〔2026〕1号',
    text: '示例',
    day: '2026-01-15',
    count: '1',
    place: '大码头镇',
    choice: first?.name ?? '',
    choices: [first?.name, second?.name].filter(Boolean).join('、'),
  }[kind]
}
