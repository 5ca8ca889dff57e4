import { Screen } from '#kernel/ui/field/screen.tsx'

/** What stands beside the list on a tablet while nothing is chosen from it. */
export function BesidePage() {
  return (
    <Screen title="还没有选">
      <div className="fd-pad">
        <p>点左边的检查或走访，在这里办；左边的名单一直在。</p>
        <p className="fd-pale">站在大门口的，用「扫码」直接打开这一家。</p>
      </div>
    </Screen>
  )
}
