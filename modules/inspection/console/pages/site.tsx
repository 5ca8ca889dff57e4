import { Button } from 'antd'
import { useState } from 'react'
import { type CaseOne, useCase } from '#kernel/cases/console/api.ts'
import { ActForm } from '#kernel/cases/console/parts/act-form.tsx'
import { usePart } from '#kernel/ui/address.ts'
import { day } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { inspectionCase } from '../../model/inspection.ts'
import { inspectionFace } from '../inspection-face.tsx'
import { inspectionFacts, type Site, useSite } from '../on-site-api.ts'
import { ArriveStep } from '../parts/arrive-step.tsx'
import { KeyFacts } from '../parts/key-facts.tsx'
import { RecordStep } from '../parts/record-step.tsx'
import { SignStep } from '../parts/sign-step.tsx'
import '#kernel/cases/console/act.css'
import '../inspection.css'

const STEPS = [
  ['assigned', '打卡'],
  ['on_site', '逐项记录'],
  ['recorded', '签字'],
  ['after', '处理'],
] as const

/** An inspection at the gate and inside, on a phone or a tablet: arrive, record, sign. */
export function InspectionSitePage() {
  const id = usePart('id')
  const one = useCase(inspectionCase.path, id)
  const site = useSite(id)
  const error = one.error ?? site.error
  useTitle(site.data ? `${site.data.objectName} 现场检查` : '现场检查')
  if (error && !(one.data && site.data))
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={error}
          retry={() => void Promise.all([one.refetch(), site.refetch()])}
          acts={<To to="/inspections">回到执法检查</To>}
        />
      </div>
    )
  if (!one.data || !site.data) return <Waiting lines={8} />
  return <OnSite one={one.data} site={site.data} />
}

function OnSite({ one, site }: { one: CaseOne; site: Site }) {
  const facts = inspectionFacts(one)
  const at = Math.max(
    STEPS.findIndex(([state]) => state === one.state),
    one.state === 'planned' ? -1 : ['assigned', 'on_site', 'recorded'].includes(one.state) ? 0 : 3,
  )
  const { done, open, cap } = site.year
  return (
    <div className="ag-page ag-site">
      <PageHead
        trail={<To to={`/inspections/${one.id}`}>{one.number ?? '执法检查'}</To>}
        meta={
          <>
            <span>{[one.gridName, site.address].filter(Boolean).join('　')}</span>
            <span>
              {facts?.team.map(({ name, certNo }) => `${name} ${certNo}`).join('、')}
              {facts?.plannedOn && `　${day(facts.plannedOn)}`}
            </span>
            <span>
              今年第 {done + (facts?.visitedOn ? 0 : 1)} 次检查，上限 {cap} 次
              {open > 1 && `，另有 ${open - 1} 次待检查`}
            </span>
          </>
        }
      >
        {site.objectName}
      </PageHead>
      <ol className="ag-site-steps" aria-label="步骤">
        {STEPS.map(([state, label], n) => (
          <li key={state} aria-current={n === at ? 'step' : undefined} className={n < at ? 'ag-ok' : undefined}>
            {n < at ? <Icon name="tick" size={14} /> : `${n + 1}.`} {label}
          </li>
        ))}
      </ol>
      <div className="ag-stack">
        <Step one={one} site={site} />
        {['on_site', 'recorded', 'deciding'].includes(one.state) && <KeyFacts objectId={site.objectId} />}
        <Beside one={one} />
      </div>
    </div>
  )
}

function Step({ one, site }: { one: CaseOne; site: Site }) {
  const may = (act: string) => one.openActs.some((open) => open.act === act)
  if (one.state === 'assigned' && may('arrive')) return <ArriveStep one={one} site={site} />
  if (one.state === 'on_site' && may('record')) return <RecordStep one={one} site={site} />
  if (one.state === 'recorded' && may('sign')) return <SignStep one={one} />
  if (one.state === 'deciding' && may('order'))
    return (
      <Sheet title="责令限期整改">
        <div className="ag-pad">
          <ActForm face={inspectionFace} one={one} act="order" onDone={() => undefined} />
        </div>
      </Sheet>
    )
  const why = one.closedActs.find(({ act }) => act === 'arrive')?.why
  return (
    <Sheet>
      <EmptyState
        title={one.state === 'assigned' ? '还不能打卡' : `现在是「${one.stateTitle}」`}
        acts={
          <To to={`/inspections/${one.id}`}>
            <Button>看这次检查</Button>
          </To>
        }
      >
        {one.state === 'assigned'
          ? (why ?? '您的岗位不能登记这次检查。')
          : one.state === 'planned'
            ? '先派检查人员、定日期。'
            : '现场的步骤都办完了，接下来在检查页办。'}
      </EmptyState>
    </Sheet>
  )
}

const BESIDE = ['inquire', 'attach', 'recuse', 'notify'] as const

/** What may be done besides: questions asked, evidence, recusal, the notice. */
function Beside({ one }: { one: CaseOne }) {
  const [act, setAct] = useState<string | null>(null)
  const open = one.openActs.filter((entry) => (BESIDE as readonly string[]).includes(entry.act))
  if (open.length === 0) return null
  return (
    <Sheet title="还可以">
      <div className="ag-pad ag-stack">
        <div className="ag-row ag-wrap">
          {open.map((entry) => (
            <Button
              key={entry.act}
              type={entry.act === act ? 'primary' : 'default'}
              onClick={() => setAct(entry.act === act ? null : entry.act)}
            >
              {inspectionCase.acts[entry.act as 'attach'].title}
            </Button>
          ))}
        </div>
        {act && <ActForm key={act} face={inspectionFace} one={one} act={act} onDone={() => setAct(null)} />}
      </div>
    </Sheet>
  )
}
