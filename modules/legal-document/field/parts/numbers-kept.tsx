import { useState } from 'react'
import { useLive, useOnline, usePerson } from '#kernel/sync/field/hooks.ts'
import { Field, Notice } from '#kernel/ui/field/screen.tsx'
import { today } from '#kernel/ui/format.ts'
import { countFree, handBackNumbers } from '../numbers.ts'

/** The numbers on this device that stand on no paper, to be given back with a reason. */
export function NumbersKept() {
  const { accountId } = usePerson()
  const online = useOnline()
  const free = useLive(() => countFree({ accountId }, Number(today().slice(0, 4))), [accountId])
  const [why, setWhy] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const left = [...(free ?? [])].filter(([, count]) => count > 0)
  const giveBack = async () => {
    if (!why || why.trim().length < 4) return setSaid('写清楚为什么退回')
    try {
      setSaid(`退回了 ${await handBackNumbers({ accountId }, why.trim())} 个号`)
      setWhy(null)
    } catch (error) {
      setSaid((error as Error).message)
    }
  }
  if (left.length === 0) return said ? <p className="fd-pad fd-pale">{said}</p> : null
  return (
    <section aria-label="文号">
      <h2 className="fd-part">带在身上的文号</h2>
      <p className="fd-pad">{left.map(([word, count]) => `${word} ${count} 个`).join('，')}</p>
      {said && (
        <div className="fd-pad">
          <Notice kind="soon">{said}</Notice>
        </div>
      )}
      <div className="fd-pad">
        {why === null ? (
          <button type="button" className="fd-plain" disabled={!online} onClick={() => setWhy('')}>
            {online ? '退回没用的文号' : '退回文号要有网络'}
          </button>
        ) : (
          <>
            <Field label="为什么退回" id="numbers-why" hint="如 今天不再出去检查">
              <input id="numbers-why" maxLength={200} value={why} onChange={({ target }) => setWhy(target.value)} />
            </Field>
            <div className="fd-row">
              <button type="button" className="fd-plain" onClick={() => setWhy(null)}>
                先不退
              </button>
              <button type="button" className="fd-plain" onClick={() => void giveBack()}>
                退回
              </button>
            </div>
          </>
        )}
      </div>
    </section>
  )
}
