import { fieldDb, type KeptOperation } from '#kernel/sync/field/db.ts'
import { sender, useLive, usePerson } from '#kernel/sync/field/hooks.ts'
import { drop, exportKept, onPresentCase, reopen, sendAnew } from '#kernel/sync/field/outbox.ts'
import { Standing } from '#kernel/sync/field/parts/standing.tsx'
import { outcomes } from '#kernel/sync/model/operation.ts'
import { Screen } from '#kernel/ui/field/screen.tsx'
import { time } from '#kernel/ui/format.ts'
import { go } from '../route.ts'

const SHOWN = 100

/** What is safe on the server and what is still only here; what wants a decision stands first. */
export function OutboxPage() {
  const { accountId } = usePerson()
  const all = useLive(() => fieldDb.operations.orderBy('madeAt').reverse().toArray(), [])
  const own = (all ?? []).filter((one) => one.accountId === accountId)
  const others = (all ?? []).filter(
    (one) => one.accountId !== accountId && (one.state === 'kept' || one.state === 'problem'),
  )
  const of = (state: KeptOperation['state']) => own.filter((one) => one.state === state)
  const [kept, problems, delivered, dropped] = [of('kept'), of('problem'), of('delivered'), of('dropped')]
  return (
    <Screen title="发件箱">
      <div className="fd-sums">
        <p>
          <b>{kept.length}</b>存在本机
        </p>
        <p>
          <b>{problems.length}</b>要您处理
        </p>
        <p>
          <b>{delivered.length}</b>已送达
        </p>
      </div>
      <Group title="要您处理" items={problems} line={(one) => <Problem one={one} />} />
      <Group title="存在本机，等网络" items={kept} line={(one) => <Standing one={one} />} />
      {kept.length > 0 && (
        <p className="fd-pad fd-row">
          <button type="button" className="fd-plain" onClick={() => sender.soon(0)}>
            现在就发
          </button>
          <button type="button" className="fd-plain" onClick={() => void download()}>
            另存一份
          </button>
        </p>
      )}
      <Group title="已送达" items={delivered.slice(0, SHOWN)} line={(one) => <Standing one={one} />} />
      <Group
        title="不再提交"
        items={dropped.slice(0, SHOWN)}
        line={(one) => <small className="fd-pale">{one.droppedWhy}</small>}
      />
      {others.length > 0 && (
        <p className="fd-pale fd-pad">
          这台设备上还有 {[...new Set(others.map(({ personName }) => personName))].join('、')} 的 {others.length}{' '}
          条没有发，等本人登录后发。
        </p>
      )}
      {all && all.length === 0 && <p className="fd-pale fd-pad">还没有记录。存下的走访和上报在这里看得到送到没有。</p>}
    </Screen>
  )
}

interface GroupProps {
  title: string
  items: readonly KeptOperation[]
  line(one: KeptOperation): React.ReactNode
}

function Group({ title, items, line }: GroupProps) {
  if (items.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className="fd-part">{title}</h2>
      <ul className="fd-list">
        {items.map((one) => (
          <li key={one.id}>
            <span>{one.title}</span>
            <small>
              {one.detail} · {time(one.madeAt)}
            </small>
            {line(one)}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Why it was not taken, and what one can do. */
function Problem({ one }: { one: KeptOperation }) {
  return (
    <>
      <p className="fd-why">
        {one.outcome ? outcomes[one.outcome] : '没有收下'}：{one.fault ?? '没有说明'}
      </p>
      <div className="fd-row">
        {one.outcome === 'stale' && (
          <button type="button" className="fd-plain" onClick={() => void resend(one)}>
            按现在的情况再交
          </button>
        )}
        {one.draft && (
          <button type="button" className="fd-plain" onClick={() => void reopen(one).then((page) => page && go(page))}>
            改一改再交
          </button>
        )}
        {one.outcome !== 'stale' && !one.draft && (
          <button type="button" className="fd-plain" onClick={() => void sendAnew(one).then(() => sender.soon(0))}>
            再交一次
          </button>
        )}
        <button type="button" className="fd-plain" onClick={() => void giveUp(one)}>
          不交了
        </button>
      </div>
    </>
  )
}

/** Others were first: it goes in after what they did. Without a network it stays where it is. */
async function resend(one: KeptOperation): Promise<void> {
  const body = await onPresentCase(one).catch(() => null)
  if (!body) return
  await sendAnew(one, body)
  sender.soon(0)
}

/** Giving up asks why; without a reason nothing is given up. */
async function giveUp(one: KeptOperation): Promise<void> {
  const why = window.prompt('为什么不交了？记录留在本机，写明原因。')
  if (why?.trim()) await drop(one, why.trim())
}

async function download(): Promise<void> {
  const address = URL.createObjectURL(await exportKept())
  const link = Object.assign(document.createElement('a'), { href: address, download: '安网现场-待发.json' })
  link.click()
  URL.revokeObjectURL(address)
}
