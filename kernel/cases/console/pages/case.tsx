import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, Suspense } from 'react'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { usePart } from '#kernel/ui/address.ts'
import { time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type CaseOne, useCase, useSeats } from '../api.ts'
import { sayClock } from '../clock-words.ts'
import { type CaseFace, homeOf } from '../face.ts'
import { namesOf } from '../input-words.ts'
import { useCasePanels } from '../panels.ts'
import { ActPanel } from '../parts/act-panel.tsx'
import { CaseFacts } from '../parts/case-facts.tsx'
import { Lifecycle } from '../parts/lifecycle.tsx'
import { Timeline } from '../parts/timeline.tsx'
import '../case.css'
import '../act.css'

interface CasePageProps {
  face: CaseFace
  /** A line under the head: other ways to look at the case. */
  under?(one: CaseOne): ReactNode
  /** Another look at the case in place of its story; nothing for the story. */
  instead?(one: CaseOne): ReactNode
}

/** One case: what it is, what happened, what must be done now. */
export function CasePage({ face, under, instead }: CasePageProps) {
  const id = usePart('id')
  const read = useCase(face.type.path, id)
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={read.error}
          retry={() => void read.refetch()}
          acts={<To to={homeOf(face)}>回到{face.type.title}列表</To>}
        />
      </div>
    )
  if (!read.data) return <Waiting lines={8} />
  return <One key={id} face={face} one={read.data} under={under} instead={instead?.(read.data)} />
}

interface OneProps {
  face: CaseFace
  one: CaseOne
  under: CasePageProps['under'] | undefined
  instead: ReactNode
}

function One({ face, one, under, instead }: OneProps) {
  const me = useMe()
  const seats = useSeats(face.type.path, me.data && !me.data.objectId ? one.id : null)
  const seatName = (id: string) => {
    const seat = seats.data?.items.find((entry) => entry.id === id)
    return seat ? `${seat.personName}（${seat.bodyName} ${seat.title}）` : undefined
  }
  useTitle(`${one.number ?? ''} ${one.title}`.trim())
  return (
    <div className="ag-page">
      <Head face={face} one={one} />
      <header className="ag-print-head ag-case-print">
        {face.type.title}档案 · {me.data?.personName} {time(new Date().toISOString())} 打印 · 首封 {ends(one).first}{' '}
        末封 {ends(one).last}
      </header>
      {under?.(one)}
      {instead || (
        <>
          <Lifecycle face={face} one={one} />
          <Panels one={one} />
          <div className="ag-case">
            <CaseFacts face={face} one={one} />
            <Timeline face={face} one={one} names={namesOf(one, seatName)} />
            <ActPanel face={face} one={one} />
          </div>
        </>
      )}
    </div>
  )
}

/** What other rooms have to say of the case; it comes when it is there and holds nothing up. */
const Panels = ({ one }: { one: CaseOne }) => (
  <Suspense fallback={null}>
    {useCasePanels().map((Panel, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the list is the same for the life of the page
      <Panel key={at} one={one} />
    ))}
  </Suspense>
)

const ends = ({ history }: CaseOne) => ({
  first: history[0]?.hash.slice(0, 8).toUpperCase() ?? '',
  last: history.at(-1)?.hash.slice(0, 8).toUpperCase() ?? '',
})

function Head({ face, one }: { face: CaseFace; one: CaseOne }) {
  const me = useMe()
  const may = useMay()
  const navigate = useNavigate()
  const splitOff = me.data && !one.closed && face.splitOff?.(one, Boolean(me.data.objectId))
  const late = one.clock && sayClock(one.clock).tone === 'late' ? sayClock(one.clock).words : null
  return (
    <PageHead
      trail={
        <>
          <To to={homeOf(face)}>{face.type.title}</To> / {one.stateTitle}
        </>
      }
      meta={
        <>
          <span className="ag-code">{one.number}</span>
          {one.objectId && face.objectPage && (
            <To to={face.objectPage(one.objectId)}>{one.objectName ?? '监管对象'}</To>
          )}
          <span>{one.gridName}</span>
        </>
      }
      acts={
        <>
          {splitOff && may(splitOff.permission) && (
            <Button onClick={() => void navigate({ to: splitOff.to, search: splitOff.search })}>拆出一件</Button>
          )}
          <Button icon={<Icon name="document" />} onClick={() => void navigate({ to: `/cases/${one.id}/dossier` })}>
            卷宗
          </Button>
          <Button icon={<Icon name="print" />} onClick={() => window.print()}>
            打印
          </Button>
        </>
      }
    >
      <span className="ag-row ag-wrap">
        {one.title}
        <span className="ag-row ag-wrap ag-case-marks">
          {face.marks?.(one)}
          {one.supervised && <span className="ag-kind">督办</span>}
          <StatusMark kind={late ? 'late' : (face.statuses[one.state] ?? 'going')}>
            {one.stateTitle}
            {late && ` · ${late}`}
          </StatusMark>
        </span>
      </span>
    </PageHead>
  )
}
