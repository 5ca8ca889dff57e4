import type { Tx } from '#kernel/db/db.ts'
import { inheritMechanisms, inheritSupport, type Succession } from '../../model/inherit.ts'
import { upsertMechanism, upsertSupport } from '../duty/store.ts'
import { listMechanisms, listSupport } from './inherit-store.ts'

/** Gives the nodes that follow what the retired ones had of people, equipment and rules. */
export async function passOn(tx: Tx, successions: readonly Succession[]): Promise<void> {
  const codes = [...new Set(successions.flatMap(({ code, into }) => [code, ...into]))]
  for (const row of inheritSupport(await listSupport(tx, codes), successions))
    await upsertSupport(tx, row.gridCode, row.layer, row)
  for (const row of inheritMechanisms(await listMechanisms(tx, codes), successions))
    await upsertMechanism(tx, row.gridCode, row)
}
