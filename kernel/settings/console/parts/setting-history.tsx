import { time } from '#kernel/ui/format.ts'
import { ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { SETTINGS, type SettingChange, type SettingLine } from '../api.ts'

/** Who changed a setting from what to what, the last change first. */
export function SettingHistory({ setting }: { setting: SettingLine }) {
  const changes = useRead<{ items: SettingChange[] }>(`${SETTINGS}/${setting.key}/changes`, { staleTime: 0 })
  if (changes.error) return <ProblemPanel error={changes.error} retry={() => void changes.refetch()} />
  if (!changes.data) return <Waiting />
  return (
    <ol className="ag-setting-changes">
      {changes.data.items.map((change) => (
        <li key={change.version}>
          <span className="ag-meta">
            第 {change.version} 次 · {time(change.at)} · {change.by.name}（{change.by.seat}）
          </span>
          <span>
            <span className="ag-soft">{change.before}</span>
            <span className="ag-pale"> 改为 </span>
            <b>{change.after}</b>
          </span>
        </li>
      ))}
    </ol>
  )
}
