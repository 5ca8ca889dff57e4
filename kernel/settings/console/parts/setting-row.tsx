import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { ApiProblem, send } from '#kernel/ui/api.ts'
import { time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { addressOf, SETTINGS, type SettingLine } from '../api.ts'
import { SettingControl } from './setting-control.tsx'

interface RowProps {
  setting: SettingLine
  mayChange: boolean
  onHistory(): void
}

/** One setting: what it does, its value and how to change it, where the value comes from. */
export function SettingRow({ setting, mayChange, onHistory }: RowProps) {
  const [editing, setEditing] = useState(false)
  return (
    <li className="ag-setting">
      <div className="ag-setting-what">
        <h3 className="ag-setting-title">{setting.title}</h3>
        {setting.unverified && (
          <span className="ag-soon ag-nowrap">
            <Icon name="warn" size={14} /> 待核实
          </span>
        )}
        <p>{setting.sentence}</p>
        <p className="ag-meta">依据：{setting.source}</p>
        {setting.unverified && <p className="ag-meta ag-soon">待核实：{setting.unverified}</p>}
        {setting.preset && <p className="ag-meta ag-soon">{setting.preset}</p>}
      </div>
      <div>
        {editing ? (
          <Editor setting={setting} onDone={() => setEditing(false)} />
        ) : (
          <Value setting={setting} mayChange={mayChange} onEdit={() => setEditing(true)} />
        )}
      </div>
      <div className="ag-setting-origin ag-meta">
        <span>{setting.isDefault ? '默认值' : `默认 ${setting.defaultText}`}</span>
        {setting.changed ? (
          <span>
            {setting.changed.by.name} {time(setting.changed.at)} 改过{' '}
            <button type="button" className="ag-link" aria-label={`${setting.title}的历次修改`} onClick={onHistory}>
              历次修改
            </button>
          </span>
        ) : (
          <span>还没有改过</span>
        )}
      </div>
    </li>
  )
}

function Value({ setting, mayChange, onEdit }: { setting: SettingLine; mayChange: boolean; onEdit(): void }) {
  const why = setting.fixedBy
    ? `由环境变量 ${setting.fixedBy} 给出`
    : mayChange
      ? null
      : setting.security
        ? '由安全管理员修改'
        : '由系统管理员修改'
  return (
    <div className="ag-setting-value">
      <b>{setting.valueText}</b>
      {why ? (
        <span className="ag-meta">{why}</span>
      ) : (
        <Button size="small" icon={<Icon name="edit" size={14} />} onClick={onEdit} aria-label={`改${setting.title}`}>
          改
        </Button>
      )}
    </div>
  )
}

function Editor({ setting, onDone }: { setting: SettingLine; onDone(): void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const act = useAct()
  const [value, setValue] = useState(setting.control.kind === 'secret' ? '' : setting.value)
  const save = (wanted: SettingLine['value']) =>
    act.run(async () => {
      try {
        await send('PUT', addressOf(setting), { body: { value: wanted }, version: setting.version })
      } catch (error) {
        // Somebody was first: the value and version of now belong beside the sentence that says so.
        if (error instanceof ApiProblem && error.status === 409)
          await client.invalidateQueries({ queryKey: [SETTINGS] })
        throw error
      }
      void message.success(`${setting.title}已修改`)
      await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith(SETTINGS) })
      onDone()
    })
  const fault = act.problem && (act.problem.about('/value') ?? act.problem.detail)
  return (
    <form
      className={`ag-field ${fault ? 'ag-field-fault' : ''}`}
      onSubmit={(event) => {
        event.preventDefault()
        void save(value)
      }}
    >
      {fault && (
        <span className="ag-fault" role="alert">
          <Icon name="warn" size={14} /> {fault}
        </span>
      )}
      <SettingControl setting={setting} value={value} onChange={setValue} />
      <div className="ag-row ag-wrap">
        <Button size="small" type="primary" htmlType="submit" disabled={act.busy}>
          {act.busy ? '正在保存…' : '保存并生效'}
        </Button>
        {!setting.isDefault && (
          <Button size="small" disabled={act.busy} onClick={() => void save(null)}>
            恢复默认
          </Button>
        )}
        <Button size="small" disabled={act.busy} onClick={onDone}>
          放弃修改
        </Button>
      </div>
    </form>
  )
}
