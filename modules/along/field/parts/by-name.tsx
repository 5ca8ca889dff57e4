import { useEffect, useState } from 'react'
import { queryString, read } from '#kernel/ui/api.ts'
import { Field } from '#kernel/ui/field/screen.tsx'
import { ConfirmTake, type Wanted } from './confirm-take.tsx'

interface Row {
  id: string
  name: string
  gridName: string
}

const PAUSE_MS = 400

/** Enterprises ticked one by one, found by a part of their name. */
export function ByName({ onTake }: { onTake(wanted: Wanted): void }) {
  const [words, setWords] = useState('')
  const [found, setFound] = useState<Row[] | null>(null)
  const [fault, setFault] = useState<string | undefined>()
  const [ticked, setTicked] = useState<readonly Row[]>([])
  useEffect(() => {
    const ended = new AbortController()
    setFault(undefined)
    const wait = setTimeout(() => {
      read<{ items: Row[] }>(`/enterprises${queryString({ q: words.trim(), limit: 30 })}`, ended.signal).then(
        ({ items }) => setFound(items),
        () => ended.signal.aborted || setFault('平台没有应答，过一会儿再找'),
      )
    }, PAUSE_MS)
    return () => {
      clearTimeout(wait)
      ended.abort()
    }
  }, [words])
  const isTicked = (id: string) => ticked.some((one) => one.id === id)
  const others = found?.filter(({ id }) => !isTicked(id)) ?? []
  const toggle = (row: Row) =>
    setTicked((now) => (isTicked(row.id) ? now.filter(({ id }) => id !== row.id) : [...now, row]))
  return (
    <section aria-label="逐家选">
      {ticked.length > 0 && (
        <ConfirmTake
          title={ticked.length === 1 ? (ticked[0] as Row).name : `${(ticked[0] as Row).name} 等 ${ticked.length} 家`}
          choice={{ ids: ticked.map(({ id }) => id) }}
          onTake={onTake}
        />
      )}
      <Field label="找企业" id="take-words" fault={fault}>
        <input
          id="take-words"
          type="search"
          maxLength={50}
          placeholder="名称、信用代码或地址的一部分"
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </Field>
      <ul className="fd-list">
        {[...ticked, ...others].map((row) => (
          <li key={row.id}>
            <label className="al-check">
              <input type="checkbox" checked={isTicked(row.id)} onChange={() => toggle(row)} />
              <span>
                {row.name}
                <small>{row.gridName}</small>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {found?.length === 0 && <p className="fd-pad fd-pale">没有找到，换个写法。</p>}
    </section>
  )
}
