import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { today } from '#kernel/identity/service.ts'
import { readLedgerRow } from '../../model/ledger-rules.ts'
import { findLedger, type Ledger } from '../../model/ledgers.ts'
import { enterpriseProblems } from '../../model/problems.ts'
import * as records from '../store/record.ts'
import { getEnterpriseForUpdate } from './access.ts'

/** Adds a row to a ledger of the file. */
export async function addRecord(
  tx: Tx,
  actor: Actor,
  enterpriseId: string,
  input: { id?: string | undefined; kind: string; data: Record<string, unknown> },
) {
  const present = await getEnterpriseForUpdate(tx, actor, enterpriseId)
  const ledger = getLedger(input.kind)
  const id = input.id ?? newId()
  await records.insertRecord(tx, {
    id,
    enterpriseId,
    gridCode: present.gridCode,
    kind: ledger.kind,
    data: readOrRefuse(ledger, input.data),
  })
  return { id, version: 1 }
}

/** Replaces the values of a ledger row. Personal fields left out stay as they are: whoever edits sees them masked. */
export async function changeRecord(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  data: Record<string, unknown>,
) {
  const present = await getRecord(tx, actor, id, version)
  const ledger = getLedger(present.kind)
  const unseen = ledger.fields.filter((field) => field.personal && !(field.key in data))
  const kept = Object.fromEntries(unseen.map(({ key }) => [key, present.data[key] ?? null]))
  await records.updateRecord(tx, id, readOrRefuse(ledger, { ...data, ...kept }))
  return { id, version: present.version + 1, enterpriseId: present.enterpriseId }
}

/** Withdraws a ledger row with a reason; it stays in the database. */
export async function withdrawRecord(tx: Tx, actor: Actor, id: string, version: number | null, reason: string) {
  const present = await getRecord(tx, actor, id, version)
  await records.withdrawRecord(tx, id, reason)
  return { id, version: present.version + 1, enterpriseId: present.enterpriseId }
}

async function getRecord(tx: Tx, actor: Actor, id: string, version: number | null): Promise<records.RecordRow> {
  if (version === null) throw new Problem(common.versionMissing, '请带上读到的版本号（If-Match）。')
  const found = await records.findRecordForUpdate(tx, actor.scope, id)
  if (!found) throw new Problem(common.notFound, '没有这条台账，或它不在您的辖区。')
  if (found.withdrawnAt) throw new Problem(common.conflict, '这条台账已经撤下。', { openActs: [] })
  if (found.version !== version) {
    throw new Problem(common.versionMovedOn, '您打开之后别人改过这条台账，请刷新后再改。', {
      currentVersion: found.version,
    })
  }
  return found
}

export function getLedger(kind: string): Ledger {
  const ledger = findLedger(kind)
  if (!ledger) throw new Problem(enterpriseProblems.ledgerUnknown, `没有「${kind}」这种台账。`)
  return ledger
}

function readOrRefuse(ledger: Ledger, written: Record<string, unknown>) {
  const { data, problems } = readLedgerRow(ledger, written, today())
  const first = problems[0]
  if (first) throw new Problem(enterpriseProblems.invalidField, first.message, { errors: problems })
  return data
}
