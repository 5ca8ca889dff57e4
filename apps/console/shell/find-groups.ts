import type { Me } from '#kernel/identity/console/me.ts'
import { queryString } from '#kernel/ui/api.ts'
import { caseFaces } from '../case-faces.ts'

interface Opened {
  to: string
  search?: Record<string, string>
}

/** One thing found: what it is called, what stands beside, where it opens. */
export interface FoundLine {
  id: string
  name: string
  beside: string
  opens: Opened
}

/** One kind of thing that is searched from anywhere. */
export interface FindGroup {
  name: string
  /** Path of the search. */
  path(words: string): string
  lines(answer: never): FoundLine[]
  /** List of all that is found; none where there is no one list. */
  list?(words: string): Opened
}

const EACH = 5

const enterprises: FindGroup = {
  name: '企业',
  path: (q) => `/enterprises${queryString({ q, limit: EACH })}`,
  lines: ({ items }: { items: { id: string; name: string; gridName: string }[] }) =>
    items.map(({ id, name, gridName }) => ({ id, name, beside: gridName, opens: { to: `/enterprises/${id}` } })),
  list: (q) => ({ to: '/enterprises', search: { q } }),
}

interface FoundCase {
  id: string
  title: string
  objectName: string | null
  gridName: string
  typeTitle: string
  stateTitle: string
  link: string
}

const cases: FindGroup = {
  name: '办件',
  path: (q) => `/cases/search${queryString({ q, limit: EACH })}`,
  lines: ({ items }: { items: FoundCase[] }) =>
    items.map(({ id, title, objectName, gridName, typeTitle, stateTitle, link }) => ({
      id,
      name: title,
      // Many have the same title: whose it is tells them apart.
      beside: `${objectName ?? gridName} · ${typeTitle}${stateTitle}`,
      opens: { to: link },
    })),
}

interface FoundPerson {
  id: string
  name: string
  seats: { title: string; bodyName?: string }[]
}

const people: FindGroup = {
  name: '人员',
  path: (q) => `/people${queryString({ q, limit: EACH })}`,
  lines: ({ items }: { items: FoundPerson[] }) =>
    items.map(({ id, name, seats }) => ({
      id,
      name,
      beside: [seats[0]?.bodyName, seats[0]?.title].filter(Boolean).join(' '),
      opens: { to: '/people', search: { q: name } },
    })),
  list: (q) => ({ to: '/people', search: { q } }),
}

/** What somebody may search: an enterprise finds its own cases, an office the rest too. */
export function findGroups({ objectId }: Pick<Me, 'objectId'>, may: (word: string) => boolean): FindGroup[] {
  const office = !objectId
  return [
    ...(office && may('enterprise.read') ? [enterprises] : []),
    ...(caseFaces.some(({ type }) => may(`${type.name}.read`)) ? [cases] : []),
    ...(office && may('person.read') ? [people] : []),
  ]
}
