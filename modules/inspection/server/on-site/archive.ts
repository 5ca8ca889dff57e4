import { type ArchiveSource, archiveSource } from '#modules/archive/server/source.ts'
import { listNames } from '#modules/enterprise/server/store/enterprise.ts'
import { inspectionReasons } from '../../model/codes.ts'
import { inspectionType } from '../../model/inspection.ts'
import { inspectionWords } from '../../model/words.ts'
import { inspectionKind } from './kind.ts'
import { listInspections } from './store.ts'
import { toldOf } from './told.ts'

/** Those that became a penalty case lie in its file, and what never took place leaves nothing to keep. */
const inspectionArchive: ArchiveSource = {
  kind: inspectionKind,
  states: ['closed', 'referred'],
  which: '已结案和已移送、没有提请立案的执法检查',
  due: 'by-june',
  retentionKey: async () => 'inspection',
  // By date, as they were written.
  rankOfDocument: () => 0,
  rankOfFile: () => 0,
  words: inspectionWords,
  cover: async (tx, actor, { caseId, title, closedOn }) => {
    const told = await toldOf(tx, caseId)
    const [row] = await listInspections(tx, [caseId])
    const party = row ? (await listNames(tx, actor.scope, [row.objectId])).get(row.objectId) : undefined
    const state = row ? inspectionType.states[row.state]?.title : undefined
    return {
      name: `${party ?? ''}执法检查`,
      cause: told ? `${inspectionReasons[told.reason]}：${told.content}` : title,
      party: party ?? '',
      result: told?.clean ? '未发现问题' : `发现问题 ${told?.findings.length ?? 0} 个，${state ?? ''}`,
      decisionNo: null,
      filedOn: told ? (told.visitedOn ?? told.openedOn) : null,
      closedOn,
      handlers: (told?.team ?? []).map(({ name, certNo }) => ({ name, certNo })),
    }
  },
}

/** Lets the records of inspections be bound. @returns takes them out again */
export const keepInspectionFiles = (): (() => void) => archiveSource(inspectionArchive)
