import type { Tx } from '#kernel/db/db.ts'
import type { Call } from '#kernel/http/route.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { noAgency } from '../service/draft.ts'
import { documentSettings } from '../settings.ts'
import { type AgencyRow, findAgencyOf } from '../store/agency.ts'

/** Beginning of the address of the public check. */
export const siteOf = (settings: SettingsReader, request: Call<never, never, never>['request']): string =>
  settings.get(documentSettings.siteAddress) || `${request.protocol}://${request.host}`

/** The agency somebody acts for. @throws noAgency */
export async function agencyOf(tx: Tx, actor: Actor): Promise<AgencyRow> {
  const agency = await findAgencyOf(tx, actor.gridCode)
  if (!agency) throw noAgency()
  return agency
}
