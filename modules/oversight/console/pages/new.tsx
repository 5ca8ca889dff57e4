import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ActFields, FaultSummary } from '#kernel/cases/console/parts/act-fields.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { type Me, useMay, useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { EmptyState, PageHead, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { useGrid } from '#modules/grid/console/api.ts'
import { GridChoice } from '#modules/grid/console/parts/grid-choice.tsx'
import { checkPoints, pointsOf, type Template } from '../../model/codes.ts'
import { officeName } from '../../model/office-name.ts'
import { oversightFace } from '../face.tsx'
import '#kernel/cases/console/act.css'
import '../oversight.css'

/** An office tells one below that it comes to inspect: whom, by which list, what, when. */
export function NewOversightPage() {
  const may = useMay()
  const me = useMe()
  if (!me.data) return <Waiting lines={8} />
  if (!may('oversight.notify'))
    return (
      <EmptyState whole icon="none" title="督导检查由上级监管岗位发起" acts={<To to="/oversight">看督导检查</To>}>
        要您整改的问题在待办里。
      </EmptyState>
    )
  return <NoticeForm me={me.data} />
}

const NOTHING = {}

function NoticeForm({ me }: { me: Me }) {
  const { search, change } = useAddress()
  const gridCode = search.gridCode
  const sheet = useOpening(oversightFace, 'notify', { gridCode }, NOTHING)
  const [asked, setAsked] = useState(false)
  const { values, set } = sheet.draft
  useOfficeName(gridCode, values.subject, (name) => set('subject', name))
  const notBelow = gridCode !== undefined && gridCode.length <= me.gridCode.length
  const placeFault = notBelow
    ? '督导检查是上级查下级，选您的下级网格'
    : ((asked && !gridCode ? '选被检查的网格' : undefined) ?? sheet.problem?.about('/gridCode'))
  return (
    <div className="ag-page" style={{ maxWidth: 860 }}>
      <PageHead
        trail={<To to="/oversight">督导检查</To>}
        meta="对下级政府和部门，不对企业。发出以后抄送被检查网格的监管岗位。"
      >
        通知检查
      </PageHead>
      <form
        noValidate
        aria-label="通知检查"
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (gridCode && !notBelow) return void sheet.submit()
          sheet.check()
          document.getElementById('oversight-grid')?.focus()
        }}
      >
        <Refusal problem={sheet.problem} />
        <Sheet title="检查谁、查什么">
          <div className="ag-pad ag-stack">
            <FaultSummary faults={sheet.faults} fields={sheet.shown} prefix={sheet.prefix} />
            <div className={`ag-field ${placeFault ? 'ag-field-fault' : ''}`}>
              <label htmlFor="oversight-grid">被检查的网格</label>
              <small>县、镇街或村，按名称或编码找</small>
              {placeFault && (
                <span className="ag-fault" role="alert">
                  {placeFault}
                </span>
              )}
              <GridChoice id="oversight-grid" value={gridCode} onChange={(code) => change({ gridCode: code }, true)} />
            </div>
            <ActFields
              face={oversightFace}
              fields={sheet.shown}
              values={values}
              faults={sheet.faults}
              prefix={sheet.prefix}
              caseId={null}
              onSet={set}
            />
            <Points template={values.template as Template | undefined} />
          </div>
        </Sheet>
        <div>
          <Button type="primary" htmlType="submit" disabled={sheet.busy}>
            {sheet.busy ? '正在发…' : '发出通知'}
          </Button>
        </div>
      </form>
    </div>
  )
}

/** Fills in what the office of the chosen grid is called, until somebody writes another name. */
function useOfficeName(gridCode: string | undefined, subject: unknown, write: (name: string) => void): void {
  const grid = useGrid(gridCode ?? null).data
  const wished = grid ? officeName(grid.code, grid.name) : ''
  const filled = useRef('')
  useEffect(() => {
    if (!wished || wished === filled.current) return
    if (!subject || subject === filled.current) write(wished)
    filled.current = wished
  }, [wished, subject, write])
}

/** What the chosen list looks at, so that both sides know before the day. */
function Points({ template }: { template: Template | undefined }) {
  if (!template) return null
  return (
    <details className="ag-oversight-points">
      <summary>看这张检查表的 {pointsOf(template).length} 项</summary>
      <ul>
        {checkPoints
          .filter((one) => pointsOf(template).includes(one))
          .map(({ code, name, what, basis }) => (
            <li key={code}>
              <b>{name}</b>　{what}
              <small className="ag-pale">　{basis ? `依据 ${basis}` : '依据未经核实'}</small>
            </li>
          ))}
      </ul>
    </details>
  )
}
