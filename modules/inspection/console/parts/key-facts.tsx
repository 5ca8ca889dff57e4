import { Button } from 'antd'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { useFile, useRefreshFile } from '#modules/enterprise/console/file-api.ts'
import { FactMoon } from '#modules/enterprise/console/parts/fact-moon.tsx'
import { valueWords } from '#modules/enterprise/console/parts/field-value.ts'
import { keyFields } from '#modules/enterprise/model/fields.ts'

const SHOWN = 3

/** The three key facts nobody confirmed for longest: one tap says they still hold, else they are mended in the file. */
export function KeyFacts({ objectId }: { objectId: string }) {
  const may = useMay()
  const file = useFile(objectId)
  const refresh = useRefreshFile(objectId)
  const act = useAct()
  if (!file.data || !may('enterprise.verify')) return null
  const { facts, values } = file.data
  const factOf = (key: string) => facts.find((fact) => fact.field === key)
  const oldest = keyFields
    .filter((field) => valueWords(field, values[field.key]) !== null)
    .toSorted((a, b) => (factOf(a.key)?.confirmedAt ?? '').localeCompare(factOf(b.key)?.confirmedAt ?? ''))
    .slice(0, SHOWN)
  const confirm = (field: string) =>
    act.run(async () => {
      await send('POST', `/enterprises/${objectId}/confirm`, { body: { fields: [field], method: 'visit' } })
      await refresh()
    }, '核实了')
  return (
    <Sheet title="顺手核实" meta="最久没有核实的三项，还对吗？">
      <Refusal problem={act.problem} />
      <ul className="ag-site-lines">
        {oldest.map((field) => (
          <li key={field.key}>
            <span>
              <span className="ag-soft">{field.label}</span>　{valueWords(field, values[field.key])}{' '}
              <FactMoon field={field} fact={factOf(field.key)} disputed={false} />
            </span>
            <span className="ag-row">
              <Button disabled={act.busy} onClick={() => void confirm(field.key)}>
                没有变
              </Button>
              <To to={`/enterprises/${objectId}`}>改</To>
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
