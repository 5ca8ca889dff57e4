import { useEffect, useState } from 'react'
import { useHeld, usePerson } from '#kernel/sync/field/hooks.ts'
import { ApiProblem } from '#kernel/ui/api.ts'
import { Field, Notice } from '#kernel/ui/field/screen.tsx'
import { count } from '#kernel/ui/format.ts'
import type { BaseMap } from '#kernel/ui/map/base-map.ts'
import type { AlongSize } from '../../model/schema.ts'
import { MOST_TILES, TILE_BYTES, tileSetOf } from '../../model/tiles.ts'
import type { Choice } from '../db.ts'
import { boxOfOutlines, type Outlines, outlinePath } from '../outlines.ts'
import { askSize } from '../take.ts'
import { BASE_MAP } from '../tiles.ts'
import { sizeWords } from './size-words.ts'

/** What somebody chose to take along. */
export interface Wanted {
  title: string
  choice: Choice
  total: number
  /** For what whole names and numbers come along; null for masked ones. */
  purpose: string | null
  wantsTiles: boolean
}

interface ConfirmTakeProps {
  title: string
  choice: Choice
  onTake(wanted: Wanted): void
}

/** How many and how much, told before; whether whole numbers come along; and the button. */
export function ConfirmTake({ title, choice, onTake }: ConfirmTakeProps) {
  const { permissions } = usePerson()
  const [size, setSize] = useState<AlongSize | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [whole, setWhole] = useState(false)
  const [purpose, setPurpose] = useState('')
  const tiles = useTiles(choice)
  const [wantsTiles, setWantsTiles] = useState(true)
  const asked = JSON.stringify(choice)
  useEffect(() => {
    let over = false
    setSize(null)
    setFault(null)
    askSize(JSON.parse(asked) as Choice).then(
      (told) => !over && setSize(told),
      (error) => !over && setFault(error instanceof ApiProblem ? error.detail : '没有问到，再试一次。'),
    )
    return () => {
      over = true
    }
  }, [asked])
  if (fault) return <Notice kind="late">{fault}</Notice>
  if (!size) return <p className="fd-pad fd-pale">正在数有多少家…</p>
  if (size.total === 0) return <p className="fd-pad fd-pale">「{title}」里没有企业。</p>
  const unsaid = whole && purpose.trim().length < 2
  return (
    <div className="fd-pad">
      <p>
        「{title}」{count(size.total)} 家，约 {sizeWords(size.bytes)}；每家最多 {sizeWords(size.mostPerFile)}
        ，再大的从最大的一部分起不带。
      </p>
      {permissions.includes('enterprise.reveal') && (
        <label className="al-check">
          <input type="checkbox" checked={whole} onChange={({ target }) => setWhole(target.checked)} />
          <span>带上完整的姓名和电话（要写用途，每家记一条审计）</span>
        </label>
      )}
      {whole && (
        <Field label="用途" id="take-purpose" hint="如 下乡检查联系企业">
          <input
            id="take-purpose"
            maxLength={200}
            value={purpose}
            onChange={({ target }) => setPurpose(target.value)}
          />
        </Field>
      )}
      {tiles && (
        <label className="al-check">
          <input type="checkbox" checked={wantsTiles} onChange={({ target }) => setWantsTiles(target.checked)} />
          <span>带上底图（{tiles}）；不带也能看边界和企业的位置</span>
        </label>
      )}
      <button
        type="button"
        className="fd-main"
        disabled={unsaid}
        onClick={() =>
          onTake({
            title,
            choice,
            total: size.total,
            purpose: whole ? purpose.trim() : null,
            wantsTiles: tiles !== null && wantsTiles,
          })
        }
      >
        带上这 {count(size.total)} 家
      </button>
    </div>
  )
}

/** What of the base map would come along, in words; null where the platform has none. */
function useTiles(choice: Choice): string | null {
  const base = useHeld<BaseMap>(BASE_MAP).held?.body
  const outlines = useHeld<Outlines>('grid' in choice ? outlinePath(choice.grid) : null).held?.body
  if (!base || base.layers.length === 0) return null
  const box = outlines && boxOfOutlines(outlines)
  if (!box) return `最多 ${sizeWords(MOST_TILES * base.layers.length * TILE_BYTES)}`
  const { from, to, tiles } = tileSetOf(box, base.maxZoom)
  const all = tiles.length * base.layers.length
  return `${from} 到 ${to} 级，${count(all)} 张，约 ${sizeWords(all * TILE_BYTES)}`
}
