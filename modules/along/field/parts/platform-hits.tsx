import { useEffect, useState } from 'react'
import { queryString, read } from '#kernel/ui/api.ts'

interface Hit {
  id: string
  name: string
  gridName: string
  address: string | null
}

interface PlatformHitsProps {
  words: string
  /** Those that are shown already. */
  without: ReadonlySet<string>
  onOpen(id: string): void
}

const PAUSE_MS = 400

/** What the platform has beside what is on the device, while there is a network. */
export function PlatformHits({ words, without, onOpen }: PlatformHitsProps) {
  const [hits, setHits] = useState<Hit[] | null>(null)
  const [fault, setFault] = useState(false)
  useEffect(() => {
    const ended = new AbortController()
    setHits(null)
    setFault(false)
    const wait = setTimeout(() => {
      read<{ items: Hit[] }>(`/enterprises${queryString({ q: words.trim(), limit: 20 })}`, ended.signal).then(
        ({ items }) => setHits(items),
        () => ended.signal.aborted || setFault(true),
      )
    }, PAUSE_MS)
    return () => {
      clearTimeout(wait)
      ended.abort()
    }
  }, [words])
  const others = hits?.filter(({ id }) => !without.has(id)) ?? []
  return (
    <section aria-label="平台上的企业">
      <h2 className="fd-part">平台上还有</h2>
      {fault && <p className="fd-pad fd-pale">平台没有应答，过一会儿再找。</p>}
      {hits && others.length === 0 && <p className="fd-pad fd-pale">没有别的了。</p>}
      <ul className="fd-list">
        {others.map(({ id, name, gridName, address }) => (
          <li key={id}>
            <button type="button" className="fd-open" onClick={() => onOpen(id)}>
              <span>{name}</span>
              <small>{[gridName, address].filter(Boolean).join('　')}，没有带在身上</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
