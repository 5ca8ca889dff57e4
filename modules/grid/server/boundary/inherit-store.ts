import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Mechanism, Support } from '../../model/inherit.ts'

/** Support of these nodes in all layers; the caller has found them in the scope. */
export async function listSupport(tx: Tx, codes: readonly string[]): Promise<Support[]> {
  const found = await sql<Support>`
    select grid_code, layer, headcount_needed, headcount, equipment, work_rules from grid_support
    where grid_code = any(${codes}) order by grid_code, layer`.execute(tx)
  return found.rows
}

/** Mechanisms of these nodes in all layers; the caller has found them in the scope. */
export async function listMechanisms(tx: Tx, codes: readonly string[]): Promise<Mechanism[]> {
  const found = await sql<Mechanism>`
    select grid_code, layer, network, rule, in_force_on from grid_mechanism
    where grid_code = any(${codes}) order by grid_code, layer, network`.execute(tx)
  return found.rows
}
