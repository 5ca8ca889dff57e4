import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { To } from '#kernel/ui/parts.tsx'
import { reasonWords } from '../../model/doubles.ts'
import type { NearEnterprise } from '../doubles-api.ts'
import '../doubles.css'

interface NearWarningProps {
  near: NearEnterprise[]
  busy: boolean
  onSaveAll(): void
  onBack(): void
}

/** What stands in the register already and may be the enterprise being typed; a warning, never a refusal. */
export function NearWarning({ near, busy, onSaveAll, onBack }: NearWarningProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'center' })
    box.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div ref={box} tabIndex={-1} className="ag-notice ag-notice-soon" role="alert">
      <strong className="ag-soon">还没有登记。库里有 {near.length} 家相近的，请先看是不是同一家</strong>
      <ul className="ag-near-list">
        {near.map(({ member, reasons }) => (
          <li key={member.id}>
            <To to={`/enterprises/${member.id}`}>{member.name}</To>
            <span className="ag-meta">
              {' '}
              {[reasonWords(reasons), member.creditCode ?? '没有信用代码', member.gridName, member.address]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <div className="ag-row">
        <Button type="primary" disabled={busy} onClick={onSaveAll}>
          {busy ? '正在登记…' : '都不是同一家，照样登记'}
        </Button>
        <Button disabled={busy} onClick={onBack}>
          再改一改
        </Button>
      </div>
    </div>
  )
}
