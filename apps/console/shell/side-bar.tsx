import { Link, useRouterState } from '@tanstack/react-router'
import type { Me } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { entryAt, navGroups } from './nav-entries.ts'

/** A place inside another one is not both: the link itself must not call `/tasks` the page of `/tasks/assessment`. */
const EXACTLY = { exact: true, includeSearch: false }

/** The places a person may go; the chosen grid goes along. */
export function SideBar({ me, onGo }: { me: Me; onGo?(): void }) {
  const at = useRouterState({ select: (state) => state.location.pathname })
  const { search } = useAddress()
  const groups = navGroups(me)
  const here = entryAt(me, at)?.to
  return (
    <nav className="ag-nav" aria-label="功能">
      <ul>
        {groups.map((group, index) => (
          <li key={group[0]?.to}>
            {index > 0 && <hr />}
            <ul>
              {group.map((entry) => (
                <li key={entry.to}>
                  <Link
                    to={entry.to}
                    search={(search.grid ? { grid: search.grid } : {}) as never}
                    title={entry.label}
                    activeOptions={EXACTLY}
                    aria-current={entry.to === here ? 'page' : undefined}
                    {...(onGo ? { onClick: onGo } : {})}
                  >
                    <Icon name={entry.icon} />
                    <span>{entry.label}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  )
}
