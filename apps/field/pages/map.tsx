import { MapPage } from '#modules/along/field/pages/map.tsx'
import { TabBar } from '../parts/tab-bar.tsx'
import { go } from '../route.ts'

/** The map of what was taken along; a part of the app of its own, since the drawing of maps is large. */
export default function MapRoom() {
  return (
    <>
      <MapPage onOpen={(id) => go(`/file/${id}`)} onTake={() => go('/take')} />
      <TabBar room="map" />
    </>
  )
}
