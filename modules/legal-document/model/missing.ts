import { DayUnreadable, dateOnPaper } from '#kernel/documents/model/day.ts'
import { AmountUnwritable, fenOf } from '#kernel/documents/model/money.ts'
import { isEmpty, type Values } from '#kernel/documents/model/say.ts'
import type { Block, Field } from '#standards/document-layout/block.ts'
import { placeholdersOf, textsOf } from '#standards/document-layout/placeholder.ts'
import type { DocumentTemplate } from '#standards/legal-document/template.ts'
import type { Missing } from './schema.ts'

/** Sources the issue itself fills. */
const givenAtIssue = new Set(['document.no', 'document.sealedAt', 'hand', 'agency.seal'])

/** Parts of a party without which no document is right; what else is unknown prints 不详. */
const partyParts: Readonly<Record<string, string>> = { name: '名称', address: '地址' }

/**
 * What is missing or wrong in the values of a document, each with a pointer to its field, in the order of the form. Fields of a
 * paragraph that does not print are not asked for.
 */
export function missingOf(template: DocumentTemplate, values: Values): Missing[] {
  const printed = printedFields(template.body, values)
  return template.fields
    .filter(({ source }) => !givenAtIssue.has(source))
    .flatMap((field) => faultsOf(field, values[field.key], printed.has(field.key)))
    .concat(orderFaults(values))
}

function printedFields(body: readonly Block[], values: Values): Set<string> {
  const shown = body.filter((block) => !('when' in block && block.when && isEmpty(values[block.when])))
  return new Set(
    shown.flatMap((block) => [
      ...('of' in block ? [block.of] : []),
      ...(block.block === 'check' ? [block.field] : []),
      ...textsOf(block).flatMap((text) => placeholdersOf(text).map(({ key }) => key)),
    ]),
  )
}

function faultsOf(field: Field, value: unknown, printed: boolean): Missing[] {
  const say = (message: string, pointer = `/${field.key}`): Missing => ({ pointer, message, blocks: true })
  if (field.type === 'signature' || field.type === 'seal') return []
  if (isEmpty(value)) return field.required && printed ? [say(`缺少${field.label_zh}`)] : []
  switch (field.type) {
    case 'party':
      return Object.entries(partyParts)
        .filter(([part]) => isEmpty((value as Record<string, unknown>)[part]))
        .map(([part, name]) => say(`缺少${field.label_zh}的${name}`, `/${field.key}/${part}`))
    case 'officer':
      return officerFaults(field, value, say)
    case 'date':
    case 'datetime':
      return readable(() => dateOnPaper(String(value))) ? [] : [say(`${field.label_zh}不是日期`)]
    case 'money':
      return readable(() => fenOf(value as string)) ? [] : [say(`${field.label_zh}不是金额，写成 43000.00 的样子`)]
    case 'table':
      return rowFaults(field, value, say)
    default:
      return lengthFaults(field, value, say)
  }
}

type Say = (message: string, pointer?: string) => Missing

/** Two officers at least, each with a certificate. AQSCF 67; enforcement.md §5. */
function officerFaults(field: Field, value: unknown, say: Say): Missing[] {
  const officers = Array.isArray(value) ? (value as { name?: string; certNo?: string }[]) : []
  const few = officers.length < 2 ? [say(`${field.label_zh}不少于两人`)] : []
  const bare = officers.flatMap(({ name, certNo }, at) =>
    isEmpty(certNo)
      ? [say(`缺少${name || `第${at + 1}名`}${field.label_zh}的证件号码`, `/${field.key}/${at}/certNo`)]
      : [],
  )
  return [...few, ...bare]
}

function rowFaults(field: Field, value: unknown, say: Say): Missing[] {
  if (!Array.isArray(value)) return [say(`${field.label_zh}不是一张表`)]
  return value.flatMap((row, at) =>
    (field.columns ?? []).flatMap(({ key, label_zh, type }) => {
      const cell = (row as Record<string, unknown> | null)?.[key]
      const bad =
        !isEmpty(cell) &&
        ((type === 'date' && !readable(() => dateOnPaper(String(cell)))) ||
          (type === 'money' && !readable(() => fenOf(cell as string))))
      if (bad) return [say(`${field.label_zh}第${at + 1}行的${label_zh}写得不对`, `/${field.key}/${at}/${key}`)]
      const wanted = type === 'date' || type === 'longtext' || key === 'name' || key === 'text'
      return isEmpty(cell) && wanted && field.required
        ? [say(`${field.label_zh}第${at + 1}行缺少${label_zh}`, `/${field.key}/${at}/${key}`)]
        : []
    }),
  )
}

function lengthFaults(field: Field, value: unknown, say: Say): Missing[] {
  const text = String(value)
  if (field.max_length && text.length > field.max_length) return [say(`${field.label_zh}最多 ${field.max_length} 字`)]
  return []
}

/** An end before its beginning. */
function orderFaults({ startAt, endAt }: Values): Missing[] {
  if (typeof startAt !== 'string' || typeof endAt !== 'string' || startAt === '' || endAt === '' || endAt >= startAt)
    return []
  return [{ pointer: '/endAt', message: '结束时间不能早于开始时间', blocks: true }]
}

/** Whether something can be written at all. */
function readable(write: () => unknown): boolean {
  try {
    write()
    return true
  } catch (error) {
    if (error instanceof DayUnreadable || error instanceof AmountUnwritable) return false
    throw error
  }
}
