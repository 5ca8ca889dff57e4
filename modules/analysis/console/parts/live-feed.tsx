import { useEffect, useRef, useState } from 'react'
import { queryString } from '#kernel/ui/api.ts'
import { day, time } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import '../live-feed.css'

/** One act as the server tells it. */
interface FeedLine {
  id: string
  at: string
  typeTitle: string
  actTitle: string
  title: string
  objectName: string | null
  gridName: string
  body: string
  link: string
}

/** How the line to the server stands; null until it was first heard. */
type Standing = 'open' | 'away' | null

/** What is done in a grid, as it is done: the newest acts, and whether the line holds. */
function useFeed(grid: string | null, onNews: () => void): { lines: FeedLine[]; standing: Standing } {
  const [lines, setLines] = useState<FeedLine[]>([])
  const [standing, setStanding] = useState<Standing>(null)
  const tell = useRef(onNews)
  tell.current = onNews
  useEffect(() => {
    if (!grid) return
    setLines([])
    let isFirst = true
    const source = new EventSource(`/api/v1/cases/feed/events${queryString({ grid })}`)
    source.addEventListener('acts', (event) => {
      const news = JSON.parse((event as MessageEvent<string>).data) as FeedLine[]
      setStanding('open')
      if (!isFirst && news.length > 0) tell.current()
      isFirst = false
      setLines((old) => {
        const told = new Set(news.map(({ id }) => id))
        return [...news, ...old.filter(({ id }) => !told.has(id))].slice(0, SHOWN)
      })
    })
    source.addEventListener('error', () => setStanding('away'))
    source.addEventListener('end', () => {
      source.close()
      setStanding('away')
    })
    return () => source.close()
  }, [grid])
  return { lines, standing }
}

const SHOWN = 4

/** The minute of today, or the day before it. */
function briefly(at: string): string {
  const said = time(at)
  return day(at) === day(new Date().toISOString()) ? said.slice(-5) : day(at)
}

/** 刚办的事: what officers and enterprises did last, each opens. It changes when something happens and never moves by itself. */
export function LiveFeed({ grid, onNews }: { grid: string | null; onNews(): void }) {
  const { lines, standing } = useFeed(grid, onNews)
  return (
    <section className="ag-cockpit-feed" aria-label="刚办的事">
      <h2>
        刚办的事
        <span className={standing === 'away' ? 'ag-cockpit-stale' : 'ag-meta'}>
          {standing === 'away' ? '连接断开，正在重连' : standing === 'open' ? '随办随到' : ''}
        </span>
      </h2>
      {lines.length > 0 ? (
        <ul>
          {lines.map(({ id, at, typeTitle, actTitle, title, objectName, gridName, body, link }) => (
            <li key={id}>
              <time dateTime={at} title={time(at)}>
                {briefly(at)}
              </time>
              <To to={link}>{objectName ?? title}</To>
              <span title={`${typeTitle}，${gridName}，${body}`}>{actTitle}</span>
            </li>
          ))}
        </ul>
      ) : (
        standing && <p className="ag-meta">两天内没有人办过事。办了就在这里出现。</p>
      )}
    </section>
  )
}
