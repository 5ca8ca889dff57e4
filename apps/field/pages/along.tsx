import { FilePage } from '#modules/along/field/pages/file.tsx'
import { LawPage } from '#modules/along/field/pages/law.tsx'
import { AlongPage } from '#modules/along/field/pages/list.tsx'
import { TakePage } from '#modules/along/field/pages/take.tsx'
import type { AlongRoom } from '../along-rooms.ts'
import { TabBar } from '../parts/tab-bar.tsx'
import { go } from '../route.ts'

/** To where one came from; one who came by an address goes to the list. */
const back = () => (window.history.length > 1 ? window.history.back() : go('/along', true))

/** What was taken along: the list of enterprises, one of them, and taking more. */
export default function AlongRooms({ room, id }: { room: AlongRoom; id?: string }) {
  if (room === 'take') return <TakePage onBack={back} />
  if (room === 'law')
    return <LawPage {...(id ? { item: id } : {})} onItem={(item) => go(`/law/${item}`)} onBack={back} />
  if (room === 'file' && id)
    return (
      <FilePage
        key={id}
        id={id}
        onBack={back}
        onVisit={(objectId) => go(`/visit/${objectId}`)}
        onInspection={(inspectionId) => go(`/inspection/${inspectionId}`)}
      />
    )
  return (
    <>
      <AlongPage onOpen={(one) => go(`/file/${one}`)} onTake={() => go('/take')} onLaw={() => go('/law')} />
      <TabBar room="along" />
    </>
  )
}
