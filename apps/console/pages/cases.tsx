import type { ReactNode } from 'react'
import { CasesPage } from '#kernel/cases/console/pages/cases.tsx'
import { useMe } from '#kernel/identity/console/me.ts'
import { day } from '#kernel/ui/format.ts'
import { type QueueEntry, useQueue } from '#modules/enterprise/console/parts/queue.tsx'
import { StandingMeasures } from '#modules/measure/console/parts/standing-measures.tsx'
import { type CheckLine, useChecks } from '#modules/self-check/console/api.ts'
import { caseFaces } from '../case-faces.ts'
import { RegisterLines } from './register-lines.tsx'

const NONE: string[] = []

/** The work of one's seat over every kind of case, and what else waits: work of the register, or an enterprise's checks of itself. */
export function Cases() {
  const me = useMe()
  if (me.data?.objectId) return <OwnWork objectId={me.data.objectId} />
  return <OfficeWork permissions={me.data?.permissions ?? NONE} />
}

function OfficeWork({ permissions }: { permissions: readonly string[] }) {
  return <Work title="档案" queue={useQueue(permissions)} />
}

function OwnWork({ objectId }: { objectId: string }) {
  const [due, doing] = [useChecks({ objectId, state: 'due' }), useChecks({ objectId, state: 'doing' })]
  const waiting = due.data && doing.data && [...doing.data.items, ...due.data.items]
  return <Work title="自查" queue={waiting?.map(entryOf)} first={<StandingMeasures />} />
}

const entryOf = (check: CheckLine): QueueEntry => ({
  key: check.id,
  kind: '自查',
  title: `${check.templateName}，${day(check.dueOn)} 前`,
  act: check.state === 'doing' ? '接着查' : '开始自查',
  to: `/self-checks/${check.id}`,
  count: 1,
})

interface WorkProps {
  title: string
  queue: readonly QueueEntry[] | undefined
  /** What holds whatever is to be done. */
  first?: ReactNode
}

function Work({ title, queue, first }: WorkProps) {
  const count = queue?.reduce((sum, entry) => sum + entry.count, 0) ?? 0
  const beside = queue && count > 0 ? { count, lines: <RegisterLines title={title} queue={queue} /> } : undefined
  return <CasesPage faces={caseFaces} beside={beside} first={first} />
}
