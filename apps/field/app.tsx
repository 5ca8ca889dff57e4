import { lazy, Suspense, useEffect, useState } from 'react'
import { type FieldPerson, fieldDb } from '#kernel/sync/field/db.ts'
import { deviceState, rememberPerson } from '#kernel/sync/field/device.ts'
import { PersonProvider, sender, useLive } from '#kernel/sync/field/hooks.ts'
import { followTaking } from '#kernel/sync/field/taken.ts'
import { ApiProblem } from '#kernel/ui/api.ts'
import { UnderHeadProvider } from '#kernel/ui/field/screen.tsx'
import '#modules/along/field/held.ts'
import { takePlates } from '#modules/plate/field/codes.ts'
import { isAlongRoom } from './along-rooms.ts'
import { onNewVersion } from './keep-on-device.ts'
import { pageOf } from './open-object.ts'
import { BesidePage } from './pages/beside.tsx'
import { MinePage } from './pages/mine.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { TodayPage } from './pages/today.tsx'
import { Line } from './parts/line.tsx'
import { TabBar } from './parts/tab-bar.tsx'
import { personOf } from './person.ts'
import { go, usePath } from './route.ts'
import { BesideList, useTwoPanes } from './two-panes.ts'

// Read when they are opened, from the device: what everybody sees first need not wait for them.
const outboxPage = () => import('./pages/outbox.tsx')
const OutboxPage = lazy(async () => ({ default: (await outboxPage()).OutboxPage }))
const FieldReportPage = lazy(async () => ({
  default: (await import('#modules/hazard/field/report.tsx')).FieldReportPage,
}))
const FieldInspectionPage = lazy(async () => ({
  default: (await import('#modules/inspection/field/inspect.tsx')).FieldInspectionPage,
}))
const FieldVisitPage = lazy(async () => ({
  default: (await import('#modules/patrol/field/visit.tsx')).FieldVisitPage,
}))

const AlongRooms = lazy(() => import('./pages/along.tsx'))
const MapRoom = lazy(() => import('./pages/map.tsx'))
const FieldScanPage = lazy(async () => ({
  default: (await import('#modules/plate/field/scan.tsx')).FieldScanPage,
}))

// The code at the gate of every enterprise goes along with whatever is taken of it.
followTaking(takePlates)

/** The field app: who works here, and the page one looks at. Without a network the device itself knows who. */
export function App() {
  const device = useLive(() => deviceState(), [])
  const kept = useLive(async () => (await fieldDb.device.get('device'))?.person ?? null, [])
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    void whoAmI()
      .then((person) => (person === undefined ? undefined : rememberPerson(person)))
      .finally(() => setAsked(true))
  }, [])
  useEffect(() => sender.begin(kept?.accountId ?? null), [kept?.accountId])
  // A tab is answered at once: the page behind it is read while nobody waits.
  useEffect(() => {
    const idle = setTimeout(() => void outboxPage().catch(() => {}), 2_000)
    return () => clearTimeout(idle)
  }, [])
  if (!device || kept === undefined) return null
  if (!kept) return asked || !navigator.onLine ? <SignInPage /> : null
  return (
    <PersonProvider value={kept}>
      <NewVersion />
      <UnderHeadProvider value={<Line />}>
        <Suspense fallback={null}>
          <Page person={kept} />
        </Suspense>
      </UnderHeadProvider>
    </PersonProvider>
  )
}

/** Who is signed in on the server: null for nobody, undefined when it cannot be asked or the session ended while there is work here. */
async function whoAmI(): Promise<FieldPerson | null | undefined> {
  try {
    return await personOf()
  } catch (error) {
    const known = (await deviceState()).person
    if (error instanceof ApiProblem && error.status === 401 && !known) return null
    return undefined
  }
}

/** One page on a phone; on a tablet the list stays at its side. */
function Page({ person }: { person: FieldPerson }) {
  const path = usePath()
  const two = useTwoPanes()
  const [, room = '', id] = path.split('/')
  if (room === 'sign-in')
    return (
      <UnderHeadProvider value={null}>
        <SignInPage onDone={({ accountId }) => sender.begin(accountId)} />
      </UnderHeadProvider>
    )
  // The room stands in the same place either way: a tablet that is turned keeps what was written and signed.
  return (
    <div className={two ? 'fd-panes' : 'fd-whole'}>
      {two && (
        <div key="list" className="fd-pane">
          <TodayPage chosen={id} />
          <TabBar room={room} />
        </div>
      )}
      <UnderHeadProvider key="room" value={two ? null : <Line />}>
        <BesideList value={two}>
          <div className={two ? 'fd-pane' : 'fd-whole'}>
            <Suspense fallback={null}>
              {two && room === '' ? <BesidePage /> : <Room person={person} path={path} />}
            </Suspense>
          </div>
        </BesideList>
      </UnderHeadProvider>
    </div>
  )
}

/** What an address opens. */
function Room({ person, path }: { person: FieldPerson; path: string }) {
  const home = () => go('/', true)
  const back = () => (window.history.length > 1 ? window.history.back() : home())
  const scan = person.permissions.includes('plate.read') ? () => go('/scan') : undefined
  const [, room, id] = path.split('/')
  if (room === 'visit' && id) return <FieldVisitPage key={id} objectId={id} onBack={home} onScan={scan} />
  if (room === 'inspection' && id) return <FieldInspectionPage key={id} id={id} onBack={home} onScan={scan} />
  if ((room === 'scan' || room === 'plate') && scan)
    return <FieldScanPage key={path} given={id} onBack={back} onFound={(objectId) => void open(person, objectId)} />
  if (room === 'report' && person.objectId) return <FieldReportPage objectId={person.objectId} onBack={home} />
  if (room === 'map') return <MapRoom />
  if (isAlongRoom(room)) return <AlongRooms room={room} {...(id ? { id } : {})} />
  return (
    <>
      {room === 'outbox' ? <OutboxPage /> : room === 'mine' ? <MinePage /> : <TodayPage />}
      <TabBar room={room ?? ''} />
    </>
  )
}

/** Opens what is to be done at an enterprise. */
const open = async (person: FieldPerson, objectId: string): Promise<void> => go(await pageOf(person, objectId), true)

/** Offers a newer version; nobody's visit is cut short for it. */
function NewVersion() {
  const [takeOver, setTakeOver] = useState<(() => void) | null>(null)
  useEffect(() => onNewVersion((act) => setTakeOver(() => act)), [])
  if (!takeOver) return null
  return (
    <div className="fd-version" role="status">
      有新版本，填的内容都会留着
      <button type="button" className="fd-link" onClick={takeOver}>
        现在更新
      </button>
    </div>
  )
}
