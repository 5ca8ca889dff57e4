import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { type Filter, labelOf } from '#kernel/ui/filter-chips.tsx'
import type { CaseFace } from './face.ts'

export const PER_PAGE = 50

/** What every kind of case can be narrowed by, beside its own. */
export function filtersOf(face: CaseFace): readonly Filter[] {
  const states = Object.entries(face.type.states).map(([value, { title }]) => ({ value, label: title }))
  return [
    { key: 'state', label: '状态', options: states },
    ...face.filters,
    {
      key: 'open',
      label: '办结',
      options: [
        { value: 'true', label: '还没有办完' },
        { value: 'false', label: '不论办没办完' },
      ],
    },
    { key: 'late', label: '期限', options: [{ value: 'true', label: '已逾期' }] },
    { key: 'supervised', label: '督办', options: [{ value: 'true', label: '督办中' }] },
  ]
}

/** Words of the address that narrow the list; the same as the server's. */
const BESIDE = ['grid', 'own', 'q', 'objectId'] as const

const keysOf = (face: CaseFace): string[] => [
  ...filtersOf(face).map(({ key }) => key),
  ...(face.beside?.keys ?? []),
  ...BESIDE,
]

/** The narrowing part of an address. */
export const filterOf = (face: CaseFace, search: Search): Search =>
  Object.fromEntries(keysOf(face).flatMap((key) => (search[key] ? [[key, search[key]]] : [])))

/** The narrowing part of an address without the grid one looks at. */
export function viewOf(face: CaseFace, search: Search): Search {
  const { grid: _, ...rest } = filterOf(face, search)
  return rest
}

/** A patch of the address that narrows to nothing but the grid. */
export const emptied = (face: CaseFace): Search =>
  Object.fromEntries(keysOf(face).flatMap((key) => (key === 'grid' ? [] : [[key, undefined]])))

/** Path of a page of the list. */
export const listPath = (face: CaseFace, search: Search, limit = PER_PAGE) =>
  `/${face.type.path}${queryString({ ...filterOf(face, search), sort: sortOf(search), cursor: search.cursor, limit })}`

/** Path of the list as a spreadsheet, narrowed and sorted as it is shown. */
export const exportPath = (face: CaseFace, search: Search, format: string) =>
  `/${face.type.path}/export${queryString({ ...filterOf(face, search), sort: sortOf(search), format })}`

/** What is still to be done stands by its clock, the most overdue first; all else by age, the newest first. */
export const sortOf = (search: Search): 'due' | undefined =>
  search.open === 'true' || search.late === 'true' || search.term === 'overdue' ? 'due' : undefined

/** The present narrowing in words: the place first, then each filter. */
export function filterWords(face: CaseFace, search: Search, gridName: string | undefined): string {
  const words = filtersOf(face).flatMap((filter) => {
    const value = search[filter.key]
    return value ? [`${filter.label}：${labelOf(filter, value)}`] : []
  })
  if (search.q) words.unshift(`「${search.q}」`)
  if (search.objectId) words.unshift('一个监管对象')
  if (search.grid && gridName) words.unshift(search.own ? `${gridName}本级` : gridName)
  words.push(...(face.beside?.words(search) ?? []))
  return words.join('、')
}
