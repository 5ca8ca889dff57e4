import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { type Me, useMe, wasSignedIn } from '#kernel/identity/console/me.ts'
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
  // The page that still stands here while the next one is fetched.
  const standing = useRouterState({ select: (state) => (state.resolvedLocation ?? state.location).pathname })
  const only = me.data && onlyPlace(me.data)
  const first = me.data && !only ? startOf(me.data) : '/'
  const start = at === '/' ? first : '/'
  useEffect(() => {
    // While the way to sign-in is under way this page stands at the new address already.
    if (at === '/sign-in') return
    if (stranger) void navigate({ to: '/sign-in', search: (href === '/' ? {} : { to: href }) as never, replace: true })
    else if (only && at !== only) void navigate({ to: only, replace: true })
    else if (start !== '/') void navigate({ to: start, replace: true })
  }, [stranger, at, href, only, start, navigate])

  const main = useRef<HTMLElement>(null)
  const place = me.data && placeOf(me.data, at)
  useTitle(place)
  // Another page begins at its top for those who read or listen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what changes
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true })
  }, [at])

  // A page one is led away from would ask the server for what it must not have yet.
  const leaving = only ? standing !== only : first !== '/' && (at === '/' || standing === '/')
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
          {leaving ? <Waiting /> : seatless ? <NoSeat /> : <Outlet />}
        </main>
      </div>
      <ProofDialog me={me.data} />
    </>
  )
}

/** The only page open to somebody whose password or second factor is not in order; none for others. */
function onlyPlace(me: Me): string | undefined {
  if (me.mustChangePassword) return '/me/password'
  return me.secondFactor.missing ? '/me/second-factor' : undefined
}

/** What somebody sees who signed in before anybody gave him a seat. */
function NoSeat() {
  return (
    <EmptyState icon="people" title="您还没有岗位" whole>
      账号已经可用，但还没有任命到岗位，所以看不到任何网格和企业。请联系管理员在「岗位」中任命您，然后刷新这一页。
    </EmptyState>
  )
}
