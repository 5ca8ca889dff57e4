import { type ArchiveSource, archiveSource } from '#modules/archive/server/source.ts'
import { listNames } from '#modules/enterprise/server/store/enterprise.ts'
import { hazardRanks } from '../model/codes.ts'
import { hazardKind } from './kind.ts'
import { listHazards, wasListed } from './store.ts'

/** Ordinary hazards lie in their ledger; a major one that was supervised by name has a file of its own. */
const hazardArchive: ArchiveSource = {
  kind: hazardKind,
  states: ['closed', 'enforced'],
  keeps: wasListed,
  which: '挂牌督办过的重大隐患；一般隐患在台账里，不单独立卷',
  due: 'after-closing',
  retentionKey: async () => 'hazard.listed',
  rankOfDocument: () => 0,
  rankOfFile: () => 0,
  hinders: async (tx, caseId) => {
    const [row] = await listHazards(tx, [caseId])
    return row?.listedLevel ? '还没有摘牌，先办「摘牌」' : null
  },
  cover: async (tx, actor, { caseId, title, closedOn }) => {
    const [row] = await listHazards(tx, [caseId])
    const party = row?.objectId ? (await listNames(tx, actor.scope, [row.objectId])).get(row.objectId) : undefined
    return {
      name: `${party ?? ''}重大隐患挂牌督办`,
      cause: title,
      party: party ?? row?.place ?? '',
      result: `${row?.rank ? hazardRanks[row.rank] : '隐患'}，已销号`,
      decisionNo: null,
      filedOn: row?.foundOn ?? null,
      closedOn,
      handlers: [],
    }
  },
}

/** Lets the files of supervised major hazards be bound. @returns takes them out again */
export const keepHazardFiles = (): (() => void) => archiveSource(hazardArchive)
