import { useState } from 'react'
import { useLive, usePerson } from '../hooks.ts'
import { countHeld, takeAlong, takenSize, tookAlong } from '../taken.ts'

interface TakeAlongProps {
  /** What each of them needs without a network, as paths; the first says whether it is on the device. */
  needs: readonly (readonly [string, ...string[]])[]
  /** Measure word: 家, 次检查. */
  unit: string
  /** What all of them need once beside that. @throws when there is no way */
  also?: () => Promise<void>
}

/** Takes along what a list needs with one tap, and says whether one may leave the network. */
export function TakeAlong({ needs, unit, also }: TakeAlongProps) {
  const { accountId } = usePerson()
  const [at, setAt] = useState<number | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const firsts = needs.map(([first]) => first)
  const taken = useLive(() => countHeld(accountId, firsts), [accountId, firsts.join()])
  const size = useLive(() => takenSize(accountId), [accountId])
  const take = async () => {
    setFault(null)
    try {
      for (const [index, paths] of needs.entries()) {
        setAt(index)
        for (const path of paths) await takeAlong(accountId, path)
      }
      await tookAlong(accountId, needs.flat())
      await also?.()
    } catch {
      setFault('网络断开，没有带全；带好的都能用。')
    }
    setAt(null)
  }
  return (
    <div className="fd-take">
      <button type="button" className="fd-plain" disabled={at !== null} onClick={() => void take()}>
        {at === null ? `带上这 ${needs.length} ${unit}` : `正在带 ${at + 1} / ${needs.length}`}
      </button>
      <small className={taken === needs.length ? 'fd-ok' : undefined}>
        {fault ?? takenWords(taken ?? 0, needs.length, unit, size?.bytes ?? 0)}
      </small>
    </div>
  )
}

/** Whether all of them are on the device, or how many. */
function takenWords(taken: number, all: number, unit: string, bytes: number): string {
  const size = `本机已带 ${(bytes / 1e6).toFixed(1)} MB`
  if (taken === 0) return '还没有带，没有网络时打不开'
  return taken === all
    ? `✓ ${all} ${unit}都带好了，没有网络也能查；${size}`
    : `带了 ${taken} ${unit}，还差 ${all - taken}；${size}`
}
