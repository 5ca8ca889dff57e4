import { isEmpty, type Officer, type Values } from '#kernel/documents/model/say.ts'
import type { Field } from '#standards/document-layout/block.ts'
import type { DocumentTemplate } from '#standards/legal-document/template.ts'
import type { AgencyFacts } from './schema.ts'

/** An earlier document of the same matter. */
export interface Earlier {
  key: string
  name: string
  number: string | null
  issuedOn: string | null
  template: Pick<DocumentTemplate, 'fields'>
  values: Values
}

/** What the platform knows when a draft is begun. */
export interface Known {
  party: Values | null
  agency: AgencyFacts | null
  officers: readonly Officer[]
  /** The case the document belongs to. */
  matter: { title: string; openedOn: string } | null
  /** What the kind of the case says itself, by source. */
  given: Readonly<Record<string, unknown>>
  /** The latest first. */
  earlier: readonly Earlier[]
  /** Keys of the documents this one follows; of any when there are none. */
  follows: readonly string[]
  today: string
}

/** Values that fill themselves in, by the `source` of each field; nothing for what the platform does not know. */
export function fillFromSources(fields: readonly Field[], known: Known): Values {
  const filled = fields.map((field) => [field.key, sourced(field, known)] as const)
  return Object.fromEntries(filled.filter(([, value]) => !isEmpty(value)))
}

function sourced(field: Field, known: Known): unknown {
  const { source } = field
  if (source.startsWith('agency.')) return agencyValue(source.slice('agency.'.length), known.agency)
  if (source.startsWith('previous')) return previousValue(source, known) ?? known.given[`field.${field.key}`]
  if (field.type === 'party') return known.given[source] ?? known.party
  // What a form has written by hand a kind of case may know all the same, by the key of the field.
  const given = known.given[source] ?? known.given[`field.${field.key}`]
  if (!isEmpty(given)) return fitted(field, given)
  if (field.type === 'officer') return alike(field, known) ?? known.officers
  switch (source) {
    case 'document.createdAt':
      return known.today
    case 'case.name':
      return known.matter?.title
    case 'case.filedAt':
      return known.matter?.openedOn
    case 'case.handler.name':
      return known.officers[0]?.name
    default:
      return alike(field, known) ?? fromMatter(field, known)
  }
}

const agencyPaths: Readonly<Record<string, keyof AgencyFacts>> = {
  name: 'name',
  address: 'address',
  phone: 'phone',
  reconsiderationBody: 'reconsiderationBody',
  litigationCourt: 'litigationCourt',
  'fineAccount.bank': 'bank',
  'fineAccount.name': 'bankAccountName',
  'fineAccount.no': 'bankAccount',
}

const agencyValue = (path: string, agency: AgencyFacts | null): unknown => {
  const fact = agencyPaths[path]
  return fact && agency ? agency[fact] : undefined
}

/** `previous:<key>.<field>` of the latest document of that key; `previous.<field>` of the latest this one follows. */
function previousValue(source: string, { earlier, follows }: Known): unknown {
  const found = /^previous(?::([a-z_]+))?\.([a-zA-Z]+)$/.exec(source)
  if (!found) return undefined
  const [, key, field] = found as unknown as [string, string | undefined, string]
  const wanted = key ? [key] : follows
  const isWanted = (one: Earlier) => wanted.some((name) => one.key === name || one.key.startsWith(`${name}.`))
  const document = wanted.length > 0 ? earlier.find(isWanted) : earlier[0]
  if (!document) return undefined
  if (field === 'documentNo') return document.number
  if (field === 'sealedDate') return document.issuedOn
  if (field === 'nameZh') return document.name
  return document.values[field]
}

/** What an earlier document of the matter said from the same source, or of the findings it recorded. */
function alike(field: Field, { earlier }: Known): unknown {
  if (field.source === 'hand' || field.source === 'manual' || field.source.startsWith('document.')) return undefined
  for (const { template, values } of earlier) {
    const same = template.fields.find(({ source }) => source === field.source)
    const value = same && values[same.key]
    if (same && !isEmpty(value)) return fitted(field, value)
  }
  return undefined
}

/** A value in the shape another form asks for: a day of a time, rows under the columns it has. */
function fitted(field: Field, value: unknown): unknown {
  if (field.type === 'date' && typeof value === 'string') return value.slice(0, 10)
  if (field.type === 'table' && Array.isArray(value)) return value.map((row) => rowFitted(field, row))
  return value
}

function rowFitted(field: Field, row: unknown): Record<string, unknown> {
  const given = (typeof row === 'object' && row !== null ? row : {}) as Record<string, unknown>
  const columns = field.columns ?? []
  const first = columns[0]?.key
  const said = Object.fromEntries(columns.map(({ key }) => [key, given[key] ?? '']))
  // A fact of a record is the problem of an order.
  if (first && isEmpty(said[first])) said[first] = given.fact ?? given.problem ?? given.name ?? ''
  return said
}

/** A case with one matter gives the one finding there is; a kind that speaks of findings itself may have found none. */
function fromMatter(field: Field, { matter, given }: Known): unknown {
  if (!matter || field.source in given || field.source !== 'inspection.findings' || field.type !== 'table')
    return undefined
  return [rowFitted(field, { fact: matter.title })]
}
