import { Drawer, Input } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { SETTING_GROUPS, type SettingGroup } from '../../setting.ts'
import { SETTINGS, type SettingLine } from '../api.ts'
import { SettingHistory } from '../parts/setting-history.tsx'
import { SettingRow } from '../parts/setting-row.tsx'
import '../settings.css'

const filters = [
  {
    key: 'state',
    label: '状态',
    options: [
      { value: 'changed', label: '改过默认的' },
      { value: 'unverified', label: '待核实的' },
    ],
  },
]

/** What the administrator may change while the platform runs, with the source of every default. */
export function SettingsPage() {
  const { search, change } = useAddress()
  const may = useMay()
  const list = useRead<{ items: SettingLine[] }>(SETTINGS, { staleTime: 0 })
  const [history, setHistory] = useState<SettingLine | null>(null)
  if (list.error) return <ProblemPanel whole error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Waiting />
  const all = list.data.items
  const shown = all.filter((setting) => matches(setting, search.q ?? '', search.state))
  const changed = all.filter((setting) => !setting.isDefault).length
  const unverified = all.filter((setting) => setting.unverified).length
  return (
    <div className="ag-page">
      <PageHead
        meta={
          unverified > 0 && <span className="ag-soon">{count(unverified)} 项的依据待核实，用之前请对照原文确认</span>
        }
      >
        系统设置 {count(all.length)} 项，{changed > 0 ? `${count(changed)} 项改过默认` : '都是默认'}
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <Input
          size="small"
          allowClear
          style={{ width: 240 }}
          aria-label="找设置"
          placeholder="名称、说明或依据"
          defaultValue={search.q}
          onChange={(event) => change({ q: event.target.value.trim() || undefined }, true)}
        />
        <FilterChips
          filters={filters}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value })}
          onClear={() => change({ state: undefined })}
        />
      </search>
      <div className="ag-stack">
        {Object.entries(SETTING_GROUPS).map(([group, title]) => {
          const lines = shown.filter((setting) => setting.group === group)
          return (
            lines.length > 0 && (
              <Sheet key={group} title={title} meta={`${lines.length} 项`}>
                <ul>
                  {lines.map((setting) => (
                    <SettingRow
                      key={setting.key}
                      setting={setting}
                      mayChange={may(setting.security ? 'settings.secure' : 'settings.edit')}
                      onHistory={() => setHistory(setting)}
                    />
                  ))}
                </ul>
              </Sheet>
            )
          )
        })}
        {shown.length === 0 && (
          <Sheet>
            <EmptyState icon="gear" title="没有符合条件的设置">
              {search.q ? `当前查找：「${search.q}」` : '换一个条件再看。'}
            </EmptyState>
          </Sheet>
        )}
      </div>
      <Drawer
        open={history !== null}
        onClose={() => setHistory(null)}
        size={480}
        destroyOnHidden
        title={history && `${history.title}：历次修改`}
      >
        {history && <SettingHistory setting={history} />}
      </Drawer>
    </div>
  )
}

function matches(setting: SettingLine, words: string, state: string | undefined): boolean {
  if (state === 'changed' && setting.isDefault) return false
  if (state === 'unverified' && !setting.unverified) return false
  const group = SETTING_GROUPS[setting.group as SettingGroup]
  const parts = [group, setting.title, setting.sentence, setting.source, setting.valueText, setting.key]
  const text = parts.join('\n').toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
