import type { z } from 'zod'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import type {
  EnterpriseFile as FileSchema,
  EnterpriseList as ListSchema,
  EnterpriseRow as RowSchema,
} from '../model/schema.ts'

/** One enterprise in a list. */
export type EnterpriseRow = z.output<typeof RowSchema>

/** One page of enterprises with the count of all. */
export type EnterpriseList = z.output<typeof ListSchema>

/** One enterprise's file as the server tells it. */
export type EnterpriseFile = z.output<typeof FileSchema>

/** Names of the query that narrow the register; the same words in our addresses and the server's. */
export const filterKeys = [
  'q',
  'grid',
  'regulatorClass',
  'industry',
  'scale',
  'operatingState',
  'riskLevel',
  'majorHazard',
  'freshness',
  'located',
] as const

/** The narrowing part of an address. */
export function filterOf(search: Search): Search {
  return Object.fromEntries(filterKeys.map((key) => [key, search[key]]))
}

/** Path of a page of the list. */
export const listPath = (search: Search, limit = 50) =>
  `/enterprises${queryString({ ...filterOf(search), sort: search.sort, cursor: search.cursor, limit })}`

/** Path that counts those of a narrowing that have no position and so stand on no map. */
export const unlocatedPath = (search: Search) =>
  `/enterprises${queryString({ ...filterOf(search), located: 'false', limit: 1 })}`
