import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useMe, wasSignedIn } from '#kernel/identity/console/me.ts'
import { ProofDialog } from '#kernel/identity/console/parts/proof-dialog.tsx'
import { EmptyState, ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { placeOf, startOf } from './nav-entries.ts'
import { SideBar } from './side-bar.tsx'
import { TopBar } from './top-bar.tsx'

/** Everything around a page of somebody who is signed in. */
export function Shell() {
  const me = useMe()
  const stranger = !me.data && !wasSignedIn()
  const navigate = useNavigate()
  const at = useRouterState({ select: (state) => state.location.pathname })
  const [drawer, setDrawer] = useState(false)
  const href = useRouterState({ select: (state) => state.location.href })
  const mustChange = me.data?.mustChangePassword && at !== '/me/password'
  const mustEnrol = !me.data?.mustChangePassword && me.data?.secondFactor.missing && at !== '/me/second-factor'
  const start = me.data && at === '/' ? startOf(me.data) : '/'
  useEffect(() => {
    // While the way to sign-in is under way this page stands at the new address already.
    if (at === '/sign-in') return
    if (stranger) void navigate({ to: '/sign-in', search: (href === '/' ? {} : { to: href }) as never, replace: true })
    else if (mustChange) void navigate({ to: '/me/password', replace: true })
    else if (mustEnrol) void navigate({ to: '/me/second-factor', replace: true })
    else if (start !== '/') void navigate({ to: start, replace: true })
  }, [stranger, at, href, mustChange, mustEnrol, start, navigate])

  const main = useRef<HTMLElement>(null)
  const place = me.data && placeOf(me.data, at)
  useTitle(place)
  // Another page begins at its top for those who read or listen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what changes
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true })
  }, [at])

  const seatless = me.data && !me.data.seat && !at.startsWith('/me/')
  if (me.error) return <ProblemPanel whole error={me.error} retry={() => void me.refetch()} />
  if (!me.data) return <Waiting />
  return (
    <>
      <a className="ag-skip" href="#main">
        跳到正文
      </a>
      <TopBar me={me.data} onMenu={() => setDrawer(true)} />
      <div className="ag-body">
        <div className="ag-side">
          <SideBar me={me.data} />
        </div>
        <Drawer
          className="ag-drawer"
          placement="left"
          size={280}
          open={drawer}
          onClose={() => setDrawer(false)}
          title="安网"
        >
          <SideBar me={me.data} onGo={() => setDrawer(false)} />
        </Drawer>
        <main ref={main} id="main" className="ag-main" tabIndex={-1}>
          {seatless ? <NoSeat /> : <Outlet />}
        </main>
      </div>
      <ProofDialog me={me.data} />
    </>
  )
}

/** What somebody sees who signed in before anybody gave him a seat. */
function NoSeat() {
  return (
    <EmptyState icon="people" title="您还没有岗位" whole>
      账号已经可用，但还没有任命到岗位，所以看不到任何网格和企业。请联系管理员在「岗位」中任命您，然后刷新这一页。
    </EmptyState>
  )
}
