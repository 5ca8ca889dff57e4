import { lazy, Suspense } from 'react'
import { sender, useHeld, usePerson } from '#kernel/sync/field/hooks.ts'
import { newId } from '#kernel/sync/field/new-id.ts'
import { keep } from '#kernel/sync/field/outbox.ts'
import { useFieldDraft } from '#kernel/sync/field/use-draft.ts'
import { Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { today } from '#kernel/ui/format.ts'
import { inspectionCase } from '../model/inspection.ts'
import { ArrivePage } from './arrive.tsx'
import { faultsOf } from './faults.ts'
import { ItemPage } from './item.tsx'
import { OrderPage } from './order.tsx'
import { RecordPage } from './record.tsx'
import { SignPage } from './sign.tsx'
import { type Inspection, NEW_VISIT, type Site, type Step, stepOf, type Visit, visitAfter } from './visit-draft.ts'

/** What every page of an inspection on site works with. */
export interface PageProps {
  one: Inspection
  site: Site
  visit: Visit
  template: Site['templates'][number] | undefined
  items: Site['templates'][number]['items']
  change(part: Partial<Visit>): void
  /** Keeps an act on this device and goes on; says what is missing instead. */
  commit(
    act: keyof typeof inspectionCase.acts,
    input: Record<string, unknown>,
    next: Step,
    photoIds?: string[],
  ): Promise<string[]>
  onBack(): void
  /** Reads the plate at the gate; none for whoever reads no plates. */
  onScan: (() => void) | undefined
}

interface FieldInspectionProps {
  id: string
  onBack(): void
  onScan?: (() => void) | undefined
}

/** One inspection on site, with or without a network: arrive, item by item, the record, signatures, the order. */
export function FieldInspectionPage({ id, onBack, onScan }: FieldInspectionProps) {
  const one = useHeld<Inspection>(`/inspections/${id}`)
  const site = useHeld<Site>(`/inspections/${id}/site`)
  if (one.held && site.held) return <OnSite one={one.held.body} site={site.held.body} onBack={onBack} onScan={onScan} />
  return (
    <Screen title="执法检查" onBack={onBack}>
      {one.error || site.error ? (
        <Notice kind="late">这次检查没有带在身上，现在又连不上。到有网络的地方打开一次。</Notice>
      ) : (
        <p className="fd-pale fd-pad">正在读…</p>
      )}
    </Screen>
  )
}

function OnSite({ one, site, onBack, onScan }: Pick<PageProps, 'one' | 'site' | 'onBack' | 'onScan'>) {
  const person = usePerson()
  const begun: Visit = { ...NEW_VISIT, step: stepOf(one.state), version: one.acts }
  const draft = useFieldDraft<Visit>(`inspection.${one.id}`, begun)
  const visit = draft.values
  if (!visit) return null
  const template = site.templates.find(({ code }) => code === visit.template) ?? site.templates[0]
  const commit: PageProps['commit'] = async (act, input, next, photoIds = []) => {
    const faults = faultsOf(act, input, today())
    if (faults.length > 0) return faults
    const [id, at] = [newId(), new Date().toISOString()]
    const after = visitAfter(visit, { act, input, at, id }, next)
    await keep(person, {
      id,
      path: `/inspections/${one.id}/${act}`,
      body: {
        version: visit.version,
        input,
        attachments: [],
        deviceAt: at,
        ...(visit.position ? { place: visit.position } : {}),
      },
      title: `${inspectionCase.acts[act].title}：${site.objectName}`,
      detail: one.number ?? '执法检查',
      after: visit.last,
      objectId: site.objectId,
      place: visit.position,
      ...(visit.later ? { happenedAt: visit.later.startedAt, why: visit.later.why } : {}),
      photoIds,
      next: { key: draft.key, values: { ...after } },
    })
    draft.change(after)
    // What both sides signed becomes its document at once; what is missing for that is said among the papers.
    if (act === 'sign') await issueRecord(person, one, site, after).catch(() => undefined)
    sender.soon(0)
    return []
  }
  const list = { template, items: template?.items ?? [] }
  const page: PageProps = { one, site, visit, ...list, change: draft.change, commit, onBack, onScan }
  switch (visit.step) {
    case 'arrive':
      return <ArrivePage {...page} />
    case 'items':
      return visit.at < page.items.length ? <ItemPage key={visit.at} {...page} /> : <RecordPage {...page} />
    case 'record':
      return <RecordPage {...page} />
    case 'sign':
      return <SignPage {...page} />
    case 'order':
      return <OrderPage {...page} />
    case 'papers':
      return (
        <Suspense fallback={null}>
          <VisitPapers {...page} />
        </Suspense>
      )
    default:
      return <Done site={site} onBack={onBack} onPapers={visit.acts ? () => draft.change({ step: 'papers' }) : null} />
  }
}

// The document room is read when the first paper is looked at; the service worker has it from the beginning.
const VisitPapers = lazy(() => import('./papers.tsx'))

/** Issues the record of a visit by itself. */
const issueRecord = async (...visit: Parameters<typeof import('./visit-papers.ts').issueRecord>) =>
  (await import('./visit-papers.ts')).issueRecord(...visit)

interface DoneProps {
  site: Site
  onBack(): void
  /** None where nothing was done on this device. */
  onPapers: (() => void) | null
}

const Done = ({ site, onBack, onPapers }: DoneProps) => (
  <Screen
    title={site.objectName}
    onBack={onBack}
    foot={
      <>
        {onPapers && (
          <button type="button" className="fd-plain" onClick={onPapers}>
            看文书
          </button>
        )}
        <button type="button" className="fd-main" onClick={onBack}>
          回到今天
        </button>
      </>
    }
  >
    <div className="fd-pad">
      <Notice kind="ok">现场的步骤都存下了。送到没有，看发件箱；后面的在办公电脑上办。</Notice>
    </div>
  </Screen>
)
