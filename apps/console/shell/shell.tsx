import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { EmptyState, ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { placeOf } from './nav-entries.ts'
import { SideBar } from './side-bar.tsx'
import { TopBar } from './top-bar.tsx'

/** Everything around a page of somebody who is signed in. */
export function Shell() {
  const me = useMe()
  const navigate = useNavigate()
  const at = useRouterState({ select: (state) => state.location.pathname })
  const [drawer, setDrawer] = useState(false)
  const mustChange = me.data?.mustChangePassword && at !== '/me/password'
  const ownFile = me.data?.objectId && at === '/' ? `/enterprises/${me.data.objectId}` : null
  useEffect(() => {
    if (mustChange) void navigate({ to: '/me/password', replace: true })
    else if (ownFile) void navigate({ to: ownFile, replace: true })
  }, [mustChange, ownFile, navigate])

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
