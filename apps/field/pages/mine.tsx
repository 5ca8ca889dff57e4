import { useEffect, useState } from 'react'
import { fieldDb } from '#kernel/sync/field/db.ts'
import { deviceState, lineOf, rememberPerson } from '#kernel/sync/field/device.ts'
import { sender, useLive, usePerson, useUnsent } from '#kernel/sync/field/hooks.ts'
import { forgetMarks } from '#kernel/sync/field/marks.ts'
import { takenSize } from '#kernel/sync/field/taken.ts'
import { read, send } from '#kernel/ui/api.ts'
import { Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { time } from '#kernel/ui/format.ts'
import { alongSize, forgetAlong } from '#modules/along/field/held.ts'
import { handBackNumbers } from '#modules/legal-document/field/numbers.ts'
import { NumbersKept } from '#modules/legal-document/field/parts/numbers-kept.tsx'
import { HeavyChoice } from '../parts/heavy-choice.tsx'

/** Who works here, what the device keeps and how full it is. */
export function MinePage() {
  const person = usePerson()
  const { kept, problems } = useUnsent(person.accountId)
  const line = useLive(() => lineOf(person.accountId), [person.accountId])
  const taken = useLive(() => takenSize(person.accountId), [person.accountId])
  const along = useLive(() => alongSize(person.accountId), [person.accountId])
  const deviceId = useLive(async () => (await deviceState()).deviceId, [])
  const room = useRoom()
  const safe = useSafety()
  const [fault, setFault] = useState<string | null>(null)
  const leave = async () => {
    if (kept + problems > 0)
      return setFault(
        `还有 ${kept + problems} 条没有传到平台。换人以后它们留在本机，等您再登录才发。先到有网络的地方送完再换。`,
      )
    await signOut(person.accountId).catch(() => {})
    sender.begin(null)
    await rememberPerson(null)
  }
  return (
    <Screen title={person.personName} meta={person.seatTitle}>
      {fault && (
        <Notice kind="soon">
          {fault}
          <button
            type="button"
            className="fd-link"
            onClick={() => void rememberPerson(null).then(() => sender.begin(null))}
          >
            仍要换人
          </button>
        </Notice>
      )}
      <dl className="fd-facts">
        <dt>单位</dt>
        <dd>{person.bodyName || '—'}</dd>
        <dt>待发</dt>
        <dd>{kept + problems} 条</dd>
        <dt>带在身上</dt>
        <dd>
          {taken && along
            ? `${along.enterprises > 0 ? `企业 ${along.enterprises} 家，` : ''}${taken.answers} 份，${((taken.bytes + along.bytes) / 1e6).toFixed(1)} MB`
            : '—'}
        </dd>
        <dt>平台校时</dt>
        <dd>{line?.challenge ? time(line.challenge.wallAt) : '还没有，记录会记为滞后'}</dd>
        <dt>本机空间</dt>
        <dd>{room ?? '浏览器没有说'}</dd>
        <dt>会不会丢</dt>
        <dd>{kept + problems > 0 ? `${safe}卸载、清除浏览器数据以前，先把发件箱送完。` : safe}</dd>
        <dt>设备编号</dt>
        <dd>{deviceId ? deviceId.slice(-4).toUpperCase() : '—'}</dd>
      </dl>
      <HeavyChoice />
      <NumbersKept />
      <p className="fd-pad">
        <button type="button" className="fd-plain" onClick={() => void leave()}>
          换人登录
        </button>
      </p>
    </Screen>
  )
}

/** Whether the browser promised not to throw away by itself what is kept here, in words. */
function useSafety(): string {
  const [words, setWords] = useState('浏览器没有说。')
  useEffect(() => {
    void navigator.storage
      ?.persisted?.()
      .then((isKept) =>
        setWords(
          isKept
            ? '浏览器答应不会自动清理。'
            : '浏览器空间紧张时可能自动清理：把本页添加到主屏幕，或者有网时多打开几次。',
        ),
      )
  }, [])
  return words
}

/** How much room the browser gives and how much is used, in words. */
function useRoom(): string | null {
  const [words, setWords] = useState<string | null>(null)
  useEffect(() => {
    void navigator.storage?.estimate?.().then(({ usage = 0, quota = 0 }) => {
      const share = quota > 0 ? usage / quota : 0
      setWords(
        `已用 ${(usage / 1e6).toFixed(0)} MB，可用 ${(quota / 1e9).toFixed(1)} GB${share > 0.8 ? '，快满了，先把发件箱送完' : ''}`,
      )
    })
  }, [])
  return words
}

/**
 * Ends the session on the server, gives back the numbers nobody used, and forgets what was taken along: the next person on this device
 * reads none of it. Numbers that cannot be given back now stay this person's on this device.
 */
async function signOut(accountId: string): Promise<void> {
  await handBackNumbers({ accountId }, '换人登录').catch(() => 0)
  await fieldDb.taken.where({ accountId }).delete()
  await forgetAlong(accountId)
  await forgetMarks(accountId)
  const { items } = await read<{ items: { id: string; current: boolean }[] }>('/sessions')
  const own = items.find(({ current }) => current)
  if (own) await send('DELETE', `/sessions/${own.id}`)
}
