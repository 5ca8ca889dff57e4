import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import type { Me } from '#kernel/identity/console/me.ts'
import { Bell } from '#kernel/messages/console/parts/bell.tsx'
import { useAddress } from '#kernel/ui/address.ts'
import { dayOfWeek } from '#kernel/ui/format.ts'
import { HouseMark, Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { GridSpine } from '#modules/grid/console/parts/grid-spine.tsx'
import { findGroups } from './find-groups.ts'
import { Finder } from './finder.tsx'
import { PersonMenu } from './person-menu.tsx'

/** Mark, grid spine, search, date, and the person with the seat. */
export function TopBar({ me, onMenu }: { me: Me; onMenu(): void }) {
  const { search } = useAddress()
  const navigate = useNavigate()
  const at = useRouterState({ select: (state) => state.location.pathname })
  const [now] = useState(() => new Date())
  // On a phone the search takes the whole bar while it is used.
  const [finding, setFinding] = useState(false)
  // Until password and second factor are in order the server answers nothing these parts ask.
  const open = !me.mustChangePassword && !me.secondFactor.missing
  const may = (word: string) => open && me.permissions.includes(word)
  const groups = findGroups(me, may)
  const onGridPage = /^\/grids\/(\d+)/.exec(at)?.[1]
  const grid = onGridPage ?? search.grid ?? me.gridCode
  const go = (code: string) => {
    if (onGridPage) void navigate({ to: `/grids/${code}` })
    else {
      const next = (previous: Record<string, unknown>) => ({
        ...previous,
        cursor: undefined,
        page: undefined,
        grid: code === me.gridCode ? undefined : code,
      })
      void navigate({ to: '.', search: next as never })
    }
  }
  return (
    <header className={finding ? 'ag-top ag-finding' : 'ag-top'}>
      <button type="button" className="ag-icon-button ag-menu-button" aria-label="功能菜单" onClick={onMenu}>
        <Icon name="menu" size={20} />
      </button>
      <To to="/" className="ag-mark">
        <HouseMark />
        <b>安网</b>
        <span className="ag-spoken">回到工作台</span>
      </To>
      {me.gridCode !== '' && may('grid.read') && <GridSpine code={grid} home={me.gridCode} onChoose={go} />}
      {groups.length > 0 ? (
        <Finder groups={groups} finding={finding} onLeave={() => setFinding(false)} />
      ) : (
        <span className="ag-grow" />
      )}
      <div className="ag-top-end">
        {groups.length > 0 && (
          <button
            type="button"
            className="ag-icon-button ag-find-button"
            aria-label="搜索"
            onClick={() => setFinding(true)}
          >
            <Icon name="search" size={20} />
          </button>
        )}
        <span className="ag-pale ag-nowrap ag-date">{dayOfWeek(now)}</span>
        {open && <Bell />}
        <PersonMenu me={me} />
      </div>
    </header>
  )
}
