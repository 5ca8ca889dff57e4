import { useState } from 'react'
import { useLive, useOnline, usePerson } from '#kernel/sync/field/hooks.ts'
import { Screen } from '#kernel/ui/field/screen.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { RiskMark, riskLevel } from '#kernel/ui/risk-mark.tsx'
import type { AlongLine } from '../db.ts'
import { alongSize, isOld } from '../held.ts'
import { linesOnDevice } from '../kept.ts'
import { PlatformHits } from '../parts/platform-hits.tsx'
import '../along.css'

/** Lines drawn at once: a phone scrolls no further. */
const SHOWN = 100

interface AlongPageProps {
  onOpen(id: string): void
  onTake(): void
  onLaw(): void
}

/** Enterprises on this device, to be searched and opened with or without a network. */
export function AlongPage({ onOpen, onTake, onLaw }: AlongPageProps) {
  const { accountId } = usePerson()
  const online = useOnline()
  const [words, setWords] = useState('')
  const size = useLive(() => alongSize(accountId), [accountId])
  const found = useLive(() => linesWith(accountId, words), [accountId, words])
  const isSearch = words.trim().length > 0
  return (
    <Screen title="企业" meta={found && found.ids.size > 0 ? `带了 ${count(found.ids.size)} 家` : undefined}>
      <div className="al-acts">
        <button type="button" className="fd-plain" onClick={onTake}>
          带上一片
        </button>
        <button type="button" className="fd-plain" onClick={onLaw}>
          法规与裁量
        </button>
      </div>
      {size?.oldest && isOld(size.oldest) && (
        <p className="fd-pad fd-warn">有一片是 {time(size.oldest)} 带的，有网络时再带一次。</p>
      )}
      <div className="fd-field">
        <label htmlFor="along-words">找企业</label>
        <input
          id="along-words"
          type="search"
          maxLength={50}
          placeholder="名称、信用代码或地址的一部分"
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </div>
      {found && (
        <section aria-label="带在身上的企业">
          {isSearch && <h2 className="fd-part">带在身上的 {count(found.total)} 家</h2>}
          <ul className="fd-list">
            {found.lines.map((line) => (
              <LineOf key={line.key} line={line} onOpen={onOpen} />
            ))}
          </ul>
          {found.total > found.lines.length && (
            <p className="fd-pad fd-pale">
              列出前 {found.lines.length} 家，共 {count(found.total)} 家；输入名称找得更快。
            </p>
          )}
          {found.total === 0 && <Nothing isSearch={isSearch} online={online} />}
        </section>
      )}
      {isSearch && online && <PlatformHits words={words} without={found?.ids ?? new Set()} onOpen={onOpen} />}
    </Screen>
  )
}

function LineOf({ line, onOpen }: { line: AlongLine; onOpen(id: string): void }) {
  return (
    <li>
      <button type="button" className="fd-open" onClick={() => onOpen(line.id)}>
        <span className="al-name">
          {line.name} <RiskMark level={riskLevel(line.riskLevel)} />
        </span>
        <small>{[line.gridName, line.address].filter(Boolean).join('　')}</small>
        {line.openHazards > 0 && <small className="fd-warn">没销号的隐患 {line.openHazards} 条</small>}
      </button>
    </li>
  )
}

function Nothing({ isSearch, online }: { isSearch: boolean; online: boolean }) {
  if (isSearch)
    return <p className="fd-pad fd-pale">带在身上的里面没有。{online ? '' : '没有网络，平台上的现在找不了。'}</p>
  return (
    <p className="fd-pad fd-pale">
      还没有带。出门前点「带上一片」，选一个镇村、一个计划或几家企业：档案、隐患、历史、检查表、法规和地图都存到本机，没有网络也能看。
    </p>
  )
}

/** Lines that bear every word, in the order of grids and names. */
async function linesWith(accountId: string, words: string) {
  const parts = words.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const all = await linesOnDevice(accountId)
  const bearing = all
    .filter((line) => parts.every((part) => line.words.includes(part)))
    .toSorted((a, b) => a.gridCode.localeCompare(b.gridCode) || a.name.localeCompare(b.name, 'zh-CN'))
  return { lines: bearing.slice(0, SHOWN), total: bearing.length, ids: new Set(all.map(({ id }) => id)) }
}
