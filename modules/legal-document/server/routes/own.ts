import type { Tx } from '#kernel/db/db.ts'
import type { Call } from '#kernel/http/route.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { noAgency } from '../service/draft.ts'
import { documentSettings } from '../settings.ts'
import { type AgencyRow, findAgencyOf } from '../store/agency.ts'

const NOWHERE = 'http://localhost'

/**
 * Beginning of the address of the public check: what the administrator set, else where the server listens. Nothing a request says of
 * itself gets onto a paper; a process that does not listen is nowhere but here.
 */
export function siteOf(
  settings: SettingsReader,
  { server }: Pick<Call<never, never, never>['request'], 'server'>,
): string {
  const set = settings.get(documentSettings.siteAddress)
  if (set) return set
  return server.addresses().length > 0 ? server.listeningOrigin : NOWHERE
}

/** The agency somebody acts for. @throws noAgency */
export async function agencyOf(tx: Tx, actor: Actor): Promise<AgencyRow> {
  const agency = await findAgencyOf(tx, actor.gridCode)
  if (!agency) throw noAgency()
  return agency
}
