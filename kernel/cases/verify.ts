import type { Tx } from '#kernel/db/db.ts'
import { CHAIN_START, type SealedAct, sealAct } from './seal.ts'
import { type ActRow, listChains } from './store.ts'

export interface CasesVerdict {
  ok: boolean
  /** Cases and acts looked at. */
  cases: number
  acts: number
  /** The first act that does not hold, and what is wrong with it. */
  broken?: { caseId: string; seq: number; why: string }
}

const PAGE = 500

/** Walks the chains of all cases and names the first broken act: changed, missing, or cut off at the end. */
export async function verifyCases(tx: Tx): Promise<CasesVerdict> {
  let [cases, acts, after] = [0, 0, '00000000-0000-0000-0000-000000000000']
  for (;;) {
    const page = await listChains(tx, after, PAGE)
    for (const { head, chain } of page) {
      const broken = faultOf(chain, head)
      if (broken) return { ok: false, cases, acts, broken: { caseId: head.id, ...broken } }
      cases++
      acts += chain.length
    }
    const last = page.at(-1)
    if (!last || page.length < PAGE) return { ok: true, cases, acts }
    after = last.head.id
  }
}

/** The first act of one chain that does not hold and why; null when all of it holds. */
export function faultOf(
  chain: ActRow[],
  head: { acts: number; headHash: string },
): { seq: number; why: string } | null {
  let before = CHAIN_START
  for (const [at, act] of chain.entries()) {
    if (act.seq !== at + 1) return { seq: at + 1, why: `缺第 ${at + 1} 步` }
    if (act.previousHash !== before) return { seq: act.seq, why: '与上一步的链接不符' }
    if (resealed(act) !== act.hash) return { seq: act.seq, why: '内容被改动' }
    before = act.hash
  }
  if (chain.length !== head.acts || before !== head.headHash)
    return { seq: chain.length + 1, why: `末尾缺失：应到第 ${head.acts} 步` }
  return null
}

const resealed = (act: ActRow): string => sealAct(sealedOf(act))

/** A stored act as it was sealed. */
export const sealedOf = (act: ActRow): SealedAct => ({
  ...act,
  at: act.at.toISOString(),
  deviceAt: act.deviceAt?.toISOString() ?? null,
  place: act.lng === null || act.lat === null ? null : { lng: act.lng, lat: act.lat, accuracyM: act.accuracyM },
})
