import { useEffect } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { usePart } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { useTitle } from '#kernel/ui/title.ts'
import { plateCodeText } from '../../model/code.ts'
import type { ShownPlate } from '../api.ts'
import '../plate.css'

/** A phone or a tablet in somebody's hand: whoever is signed in there has come to work. */
const IN_HAND = '(pointer: coarse) and (max-width: 1366px)'

/** What everybody sees who scans a plate with a phone's own camera; whoever is signed in goes on to the app for work on site. */
export function PlatePage() {
  const code = usePart('code')
  const me = useMe()
  const shown = useRead<ShownPlate>(`/plate-shown${queryString({ code })}`)
  const works = me.data?.permissions.includes('field.send') && me.data.permissions.includes('plate.read')
  const app = `/field/plate/${encodeURIComponent(code)}`
  useTitle('企业码牌')
  useEffect(() => {
    if (works && window.matchMedia(IN_HAND).matches) window.location.replace(app)
  }, [works, app])
  return (
    <main className="ag-plate-shown">
      {shown.error && <ProblemPanel whole error={shown.error} retry={() => void shown.refetch()} />}
      {!shown.data && !shown.error && <Waiting />}
      {shown.data && <Shown plate={shown.data} />}
      {shown.data?.state === 'valid' && (
        <a className={works ? 'ag-plate-go' : undefined} href={app}>
          {works ? '打开检查和走访' : '执法人员、网格员、企业：在「安网现场」打开'}
        </a>
      )}
    </main>
  )
}

function Shown({ plate }: { plate: ShownPlate }) {
  return (
    <>
      {plate.state === 'valid' ? (
        <>
          <h1>{plate.name}</h1>
          <dl>
            <dt>码牌</dt>
            <dd>
              <StatusMark kind="done">现在用的码牌</StatusMark> {plateCodeText(plate.code)}
            </dd>
            <dt>网格</dt>
            <dd>{plate.grids.join(' ')}</dd>
          </dl>
        </>
      ) : (
        <>
          <h1>{plate.state === 'void' ? '这块码牌已作废' : '没有这块码牌'}</h1>
          <p>
            {plate.state === 'void'
              ? `${plate.voidedOn ? `${plate.voidedOn} 起` : '现在'}不再代表任何企业。门口还贴着它的，让企业换上新的；不是原来的企业在用的，打下面的电话告诉我们。`
              : '码对不上，可能印得不清楚或不是安监部门的码牌。再扫一次，或照着码牌上的十位码核对。'}
          </p>
        </>
      )}
      <section className="ag-plate-call" aria-label="举报投诉">
        <strong>发现安全隐患、违法行为</strong>
        <span>
          拨打 <a href={`tel:${plate.hotline}`}>{plate.hotline}</a> 举报投诉，可以不留姓名。
        </span>
        <span>着火、爆炸、有人受伤，先拨 119、120。</span>
      </section>
    </>
  )
}
