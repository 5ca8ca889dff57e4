import { Button, Checkbox, Segmented } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { keyFields } from '../../model/fields.ts'
import type { EnterpriseFile } from '../api.ts'
import { useRefreshFile } from '../file-api.ts'
import { FactMoon, factPhase } from './fact-moon.tsx'
import { valueWords } from './field-value.ts'

type Method = 'visit' | 'office' | 'document'

interface ConfirmSheetProps {
  file: EnterpriseFile
  values: Record<string, unknown>
  /** The enterprise itself confirms: it says the same values again. */
  own: boolean
}

/** Key facts that are no longer in date, to be confirmed as they stand: 还对吗？ */
export function ConfirmSheet({ file, values, own }: ConfirmSheetProps) {
  const refresh = useRefreshFile(file.id)
  const [method, setMethod] = useState<Method>('visit')
  const [chosen, setChosen] = useState<string[] | null>(null)
  const { busy, problem, run } = useAct()
  const due = keyFields
    .filter((field) => !own || field.own)
    .map((field) => ({ field, fact: file.facts.find((fact) => fact.field === field.key) }))
    .filter(({ field, fact }) => ['dark', 'crescent'].includes(factPhase(field, fact)))
  const answerable = due.filter(({ field }) => valueWords(field, file.values[field.key]) !== null)
  if (due.length === 0) return null
  const picked = chosen ?? []
  const confirm = () =>
    run(async () => {
      if (own) await sayAgain(file, picked)
      else await send('POST', `/enterprises/${file.id}/confirm`, { body: { fields: picked, method } })
      setChosen(null)
      await refresh()
    }, `核实了 ${picked.length} 项`)
  return (
    <Sheet className="ag-turn" title={`${due.length} 项要核实`} meta="过期或将过期，还对吗？">
      <div className="ag-todo">
        {due.map(({ field, fact }) => {
          const words = valueWords(field, values[field.key])
          return (
            <div key={field.key} className="ag-row">
              <Checkbox
                disabled={words === null}
                checked={picked.includes(field.key)}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...picked, field.key] : picked.filter((key) => key !== field.key))
                }
              >
                <span className="ag-soft">{field.label}</span> {words ?? '没有值，先填'}
              </Checkbox>
              <span className="ag-grow" />
              <FactMoon field={field} fact={fact} disputed={false} />
            </div>
          )
        })}
      </div>
      <div className="ag-todo">
        <div className="ag-row ag-wrap">
          {!own && (
            <Segmented<Method>
              aria-label="怎么核实的"
              value={method}
              onChange={setMethod}
              options={[
                { value: 'visit', label: '现场核实' },
                { value: 'office', label: '电话核对' },
                { value: 'document', label: '资料核对' },
              ]}
            />
          )}
          <button type="button" className="ag-link" onClick={() => setChosen(answerable.map(({ field }) => field.key))}>
            全选
          </button>
        </div>
        {problem && <ProblemPanel error={problem} />}
        <Button type="primary" disabled={busy || picked.length === 0} onClick={() => void confirm()}>
          {busy ? '正在记…' : picked.length === 0 ? '勾选与实际一致的' : `${picked.length} 项与实际一致`}
        </Button>
      </div>
    </Sheet>
  )
}

/** An enterprise confirms by proposing what already stands; masked values are fetched for it first. */
async function sayAgain(file: EnterpriseFile, keys: readonly string[]): Promise<void> {
  const personal = keys.some((key) => keyFields.find((field) => field.key === key)?.personal)
  const body = { purpose: '本企业确认关键信息' }
  const revealed = personal
    ? await send<{ values: Record<string, unknown> }>('POST', `/enterprises/${file.id}/reveal`, { body })
    : { values: {} }
  const known = { ...file.values, ...revealed.values }
  const values = Object.fromEntries(keys.map((key) => [key, known[key]]))
  await send('POST', `/enterprises/${file.id}/changes`, { body: { values } })
}
