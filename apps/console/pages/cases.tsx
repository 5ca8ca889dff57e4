import { CasesPage } from '#kernel/cases/console/pages/cases.tsx'
import { useMe } from '#kernel/identity/console/me.ts'
import { useQueue } from '#modules/enterprise/console/parts/queue.tsx'
import { caseFaces } from '../case-faces.ts'
import { RegisterLines } from './register-lines.tsx'

const NONE: string[] = []

/** The work of one's seat over every kind of case, and what waits in the register: the same things as on the desk. */
export function Cases() {
  const me = useMe()
  const queue = useQueue(me.data?.permissions ?? NONE)
  const waiting = queue?.reduce((sum, entry) => sum + entry.count, 0) ?? 0
  return <CasesPage faces={caseFaces} beside={queue && { count: waiting, lines: <RegisterLines queue={queue} /> }} />
}
