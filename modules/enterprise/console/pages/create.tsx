import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { PageHead, Sheet, To } from '#kernel/ui/parts.tsx'
import { GridChoice } from '#modules/grid/console/parts/grid-choice.tsx'
import type { NearEnterprise } from '../doubles-api.ts'
import { FaultSummary, FieldsForm, faultOf, type Typed } from '../parts/fields-form.tsx'
import { fileParts } from '../parts/file-parts.ts'
import { NearWarning } from '../parts/near-warning.tsx'

/** Registers an enterprise: its grid and the first two parts of the file. */
export function CreateEnterprisePage() {
  const navigate = useNavigate()
  const [typed, setTyped] = useState<Typed>({ operatingState: 'producing' })
  const [gridCode, setGridCode] = useState<string>()
  const { busy, problem, run } = useAct()
  // Made once, so that pressing twice registers once.
  const [id] = useState(() => crypto.randomUUID())
  const parts = fileParts.filter((part) => part.fields.length > 0)
  const [near, setNear] = useState<NearEnterprise[]>([])
  const values = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== '' && value !== null))
  const save = async (unlike: string[]) => {
    const body = { ...values, gridCode, id, ...(unlike.length > 0 ? { unlike } : {}) }
    const done = await run(() => send('POST', '/enterprises', { body }), '已登记')
    if (done) await navigate({ to: `/enterprises/${id}` })
    else document.getElementById('main')?.scrollIntoView()
  }
  /** Tells of near enterprises first; without any, or when that cannot be known, it saves at once. */
  const checkAndSave = async () => {
    const found = await send<{ items: NearEnterprise[] }>('POST', '/enterprise-doubles/check', {
      body: { ...values, gridCode },
    }).catch(() => ({ items: [] }))
    setNear(found.items)
    if (found.items.length === 0) await save([])
  }
  const gridFault = faultOf(problem, 'gridCode')
  return (
    <div className="ag-page" style={{ maxWidth: 960 }}>
      <PageHead trail={<To to="/enterprises">企业</To>}>登记企业</PageHead>
      <div className="ag-stack">
        {problem && (
          <FaultSummary
            problem={problem}
            fields={[{ key: 'gridCode', label: '所在网格' }, ...parts.flatMap((part) => [...part.fields])]}
            prefix="new"
          />
        )}
        <Sheet className="ag-main-sheet" title="所在网格">
          <div className={`ag-pad ag-field ${gridFault ? 'ag-field-fault' : ''}`}>
            <label htmlFor="new-gridCode">网格</label>
            <small>输入村居、镇街的名称或编码</small>
            {gridFault && <span className="ag-fault">{gridFault}</span>}
            <GridChoice id="new-gridCode" value={gridCode} onChange={setGridCode} />
          </div>
        </Sheet>
        {parts.map((part) => (
          <Sheet key={part.key} className="ag-main-sheet" title={`${part.numeral}　${part.title}`}>
            <div className="ag-pad">
              <FieldsForm
                fields={part.fields}
                present={{}}
                typed={typed}
                onType={setTyped}
                problem={problem}
                masked={false}
                prefix="new"
              />
            </div>
          </Sheet>
        ))}
        {near.length > 0 && (
          <NearWarning
            near={near}
            busy={busy}
            onSaveAll={() => void save(near.map(({ member }) => member.id))}
            onBack={() => setNear([])}
          />
        )}
        <div className="ag-row">
          <Button
            type="primary"
            size="large"
            disabled={busy || near.length > 0 || !gridCode || !typed.name}
            onClick={() => void checkAndSave()}
          >
            {busy ? '正在登记…' : '登记这家企业'}
          </Button>
          {(!gridCode || !typed.name) && <span className="ag-meta">先选网格、填企业名称</span>}
        </div>
      </div>
    </div>
  )
}
