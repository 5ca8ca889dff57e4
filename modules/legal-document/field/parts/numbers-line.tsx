import { useEffect } from 'react'
import { useHeld, useLive, useOnline, usePerson } from '#kernel/sync/field/hooks.ts'
import { today } from '#kernel/ui/format.ts'
import type { DocumentKit } from '../../model/schema.ts'
import { kitPath } from '../kit.ts'
import { countFree, fillNumbers } from '../numbers.ts'

/** Whether documents can be issued without a network: how many numbers of each word the device has. Filled up whenever there is a network. */
export function NumbersLine() {
  const { accountId } = usePerson()
  const online = useOnline()
  const kit = useHeld<DocumentKit>(kitPath('inspection'))
  const free = useLive(() => countFree({ accountId }, Number(today().slice(0, 4))), [accountId])
  const { words, numbersEach = 0 } = kit.held?.body ?? {}
  // Only what is on the device already is kept full: taking along begins it.
  const wants = free !== undefined && free.size > 0 && words?.some((word) => (free.get(word) ?? 0) <= numbersEach / 2)
  useEffect(() => {
    if (online && wants && words) void fillNumbers({ accountId }, words).catch(() => undefined)
  }, [online, wants, words, accountId])
  if (!free) return null
  if (free.size === 0) return <p className="fd-pad fd-pale">没有网络也要出文书的，先带上：模板和文号一起带。</p>
  const low = [...free].some(([, count]) => count === 0)
  return (
    <p className={low ? 'fd-pad fd-warn' : 'fd-pad fd-pale'}>
      文号：{[...free].map(([word, count]) => `${word} ${count} 个`).join('，')}
      {low && '；用完的到有网络的地方自动领'}
    </p>
  )
}
