import { Segmented } from 'antd'
import { useState } from 'react'
import { To } from '#kernel/ui/parts.tsx'
import { targetResults } from '../../model/codes.ts'
import { useTargets } from '../api.ts'

const CHOICES = [
  { value: 'open', label: '没登记' },
  { value: 'problem', label: '有问题' },
  { value: 'done', label: '已完成' },
] as const

/** The enterprises of a task by what came of them, each a way to its file. */
export function TargetNames({ id }: { id: string }) {
  const [result, setResult] = useState<(typeof CHOICES)[number]['value']>('open')
  const read = useTargets(id, result)
  const shown = read.data?.items ?? []
  return (
    <div className="ag-stack">
      <Segmented
        size="small"
        options={[...CHOICES]}
        value={result}
        onChange={setResult}
        style={{ justifySelf: 'start' }}
      />
      {read.data && shown.length === 0 && <span className="ag-pale">没有这样的对象</span>}
      <ul className="ag-task-targets">
        {shown.map(({ objectId, name, gridName, result: came, text }) => (
          <li key={objectId}>
            <To to={`/enterprises/${objectId}`}>{name || '不在您的辖区'}</To>{' '}
            <span className="ag-meta">
              {gridName}
              {came && ` · ${targetResults[came]}${text ? `：${text}` : ''}`}
            </span>
          </li>
        ))}
      </ul>
      {read.data && read.data.total > shown.length && (
        <span className="ag-meta">
          共 {read.data.total} 家，列出前 {shown.length} 家
        </span>
      )}
    </div>
  )
}
