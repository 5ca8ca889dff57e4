import { OpenPage } from '../parts/open-page.tsx'

/** Two officers decide on the spot: a warning, or a small fine. */
export const OnSpotPage = () => (
  <OpenPage
    act="on-spot"
    title="当场处罚"
    meta="违法事实确凿并有法定依据，对个人罚款 200 元以下、对单位 3,000 元以下或者警告的，可以当场决定（行政处罚法第五十一条）。"
    go="作出当场处罚决定"
  />
)
