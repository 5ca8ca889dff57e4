import type { CaseLine } from '#kernel/cases/console/api.ts'
import { queryString } from '#kernel/ui/api.ts'
import { count, time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { alarmKinds, causes } from '../../model/codes.ts'
import { alarmFace } from '../face.tsx'
import { factsOf } from '../facts.ts'
import { valueWords } from '../words.ts'
import { LevelMark } from './level-mark.tsx'

const FEW = 10
const LIVE_MS = 5_000

/** The newest alarms of a point. */
export function PointAlarms({ id }: { id: string }) {
  const read = useRead<{ items: CaseLine[]; total: number }>(`/alarms${queryString({ pointId: id, limit: FEW })}`, {
    keep: true,
    every: () => LIVE_MS,
  })
  return (
    <Sheet
      title="报警"
      meta={read.data && `${count(read.data.total)} 件`}
      acts={
        read.data && read.data.total > FEW ? (
          <To to="/alarms" search={{ pointId: id }}>
            看全部
          </To>
        ) : undefined
      }
    >
      {read.error && !read.data && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!read.data && !read.error && <Waiting lines={3} />}
      {read.data?.items.length === 0 && <EmptyState title="没有报过警">数值越过限值时，这里会有。</EmptyState>}
      <ul className="ag-point-history">
        {read.data?.items.map((line) => (
          <AlarmLine key={line.id} line={line} />
        ))}
      </ul>
    </Sheet>
  )
}

function AlarmLine({ line }: { line: CaseLine }) {
  const facts = factsOf(line)
  if (!facts) return null
  return (
    <li>
      <span className="ag-row ag-wrap">
        <LevelMark level={facts.level} />
        <To to={`/alarms/${line.id}`}>
          {alarmKinds[facts.kind]} {facts.value === null ? '' : valueWords(facts.value, facts.unit ?? '')}
        </To>
        <StatusMark kind={alarmFace.statuses[line.state] ?? 'open'}>{line.stateTitle}</StatusMark>
      </span>
      <span className="ag-soft">
        {time(facts.beganAt)} 开始，{facts.clearedAt ? `${time(facts.clearedAt)} 恢复` : '还没有恢复'}
        {facts.cause && `，${causes[facts.cause]}`}
        {facts.signals > 1 && `，越限 ${facts.signals} 次`}
      </span>
    </li>
  )
}
