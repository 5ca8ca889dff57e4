import { useContext } from 'react'
import { usePerson, useUnsent } from '#kernel/sync/field/hooks.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { go } from '../route.ts'
import { BesideList } from '../two-panes.ts'

/** Rooms without a tab of their own, by the tab they are reached from. */
const UNDER: Readonly<Record<string, string>> = {
  visit: '',
  inspection: '',
  file: 'along',
  take: 'along',
  law: 'along',
  plate: 'scan',
}

/** The pages there are, at the foot; how much is only on this device stands at the outbox. */
export function TabBar({ room }: { room: string }) {
  const person = usePerson()
  const beside = useContext(BesideList)
  const { kept, problems } = useUnsent(person.accountId)
  const unsent = kept + problems
  if (beside) return null
  const tabs = [
    { to: '/', room: '', icon: 'home', words: '今天' },
    ...(person.objectId && person.permissions.includes('hazard.report')
      ? [{ to: '/report', room: 'report', icon: 'plus', words: '上报' } as const]
      : []),
    ...(person.permissions.includes('along.take')
      ? [
          { to: '/along', room: 'along', icon: 'factory', words: '企业' } as const,
          { to: '/map', room: 'map', icon: 'map', words: '地图' } as const,
        ]
      : []),
    ...(person.permissions.includes('plate.read')
      ? [{ to: '/scan', room: 'scan', icon: 'scan', words: '扫码' } as const]
      : []),
    { to: '/outbox', room: 'outbox', icon: 'outbound', words: '发件箱' },
    { to: '/mine', room: 'mine', icon: 'people', words: '我的' },
  ] as const
  return (
    <nav className="fd-tabs" aria-label="页面">
      {tabs.map((tab) => (
        <button
          key={tab.to}
          type="button"
          aria-current={tab.room === (UNDER[room] ?? room) ? 'page' : undefined}
          onClick={() => go(tab.to)}
        >
          <Icon name={tab.icon} size={22} />
          {tab.words}
          {tab.room === 'outbox' && unsent > 0 && <b>{unsent}</b>}
        </button>
      ))}
    </nav>
  )
}
