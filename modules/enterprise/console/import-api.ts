import { useRead } from '#kernel/ui/query.ts'

/** One upload of a spreadsheet and what became of it. */
export interface EnterpriseImport {
  id: string
  state: 'reading' | 'mapping' | 'checking' | 'checked' | 'applying' | 'done' | 'failed'
  filename: string
  sheets: string[]
  sheet: number
  headers: { column: number; head: string; field: string | null }[]
  gridDefault: string | null
  counts: Record<Outcome | 'rows' | 'uncoded' | 'noted' | 'hidden', number>
  /** Doubtful rows about which it was said that they are to be written. */
  decided: number
  /** Sheets the workbook hides; they are never read. */
  hiddenSheets: string[]
  /** Whether rows hidden or filtered out in the sheet were left out. */
  leaveHidden: boolean
  rowsDone: number
  fault: string | null
  startedBy: string
  createdAt: string
  finishedAt: string | null
  /** When the spreadsheet was removed, its term being over. */
  clearedAt: string | null
  openActs: string[]
}

/** What a row would do to the register. */
export type Outcome = 'fresh' | 'changed' | 'same' | 'disputed' | 'doubtful' | 'wrong'

/** A row that was held back and why. */
export interface HeldRow {
  row: number
  outcome: 'wrong' | 'doubtful' | 'disputed' | 'noted'
  name: string | null
  problems: { column: number | null; head: string; message: string; value: string }[]
  decision: 'new' | 'update' | 'skip' | null
  twinId: string | null
}

const working = ['reading', 'checking', 'applying']

/** One import, asked again while the server works on it. */
export const useImport = (id: string) =>
  useRead<EnterpriseImport>(`/enterprise-imports/${id}`, {
    staleTime: 0,
    every: (data) => (data && working.includes(data.state) ? 1000 : false),
  })

interface StateWords {
  word: string
  kind: 'going' | 'waiting' | 'done' | 'late' | 'off'
}

/** How far an import is; what waited when its upload was cleared waits for nothing any more. */
export const stateOf = ({ state, clearedAt }: EnterpriseImport): StateWords =>
  clearedAt && states[state].kind === 'waiting' ? { word: '没有写入，已清除', kind: 'off' } : states[state]

const states: Record<EnterpriseImport['state'], StateWords> = {
  reading: { word: '正在读表', kind: 'going' },
  mapping: { word: '等您认列', kind: 'waiting' },
  checking: { word: '正在检查', kind: 'going' },
  checked: { word: '检查完毕，等待写入', kind: 'waiting' },
  applying: { word: '正在写入', kind: 'going' },
  done: { word: '写完了', kind: 'done' },
  failed: { word: '没有成', kind: 'late' },
}
