import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { count, day, dayOfWeek, time } from '#kernel/ui/format.ts'
import { ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { useBoundaries } from '#modules/grid/console/boundaries.ts'
import { gridAbove } from '#standards/code/grid-code.ts'
import type { Cockpit } from '../../model/cockpit.ts'
import { CockpitMap } from '../parts/cockpit-map.tsx'
import { LiveFeed } from '../parts/live-feed.tsx'
import { MonthPairs } from '../parts/month-pairs.tsx'
import '../cockpit.css'

/** How often the wall asks again; after two answers missed it says that its data stand still. */
const EVERY_MS = 60_000
const NEWS_MS = 5_000

const layersOf = (text = ''): string[] => text.split(',').filter(Boolean)

/** The leaders' cockpit (驾驶舱): on a wall, a desk or a phone, every figure opens. */
export function CockpitPage() {
  const me = useMe()
  const { search, change } = useAddress()
  const room = useRef<HTMLDivElement>(null)
  const grid = search.grid ?? (me.data?.gridCode || null)
  const read = useRead<Cockpit>(grid && `/cockpit?grid=${grid}`, { keep: true, every: () => EVERY_MS })
  const boundaries = useBoundaries(grid)
  const news = useReadAnew()
  if (read.error && !read.data) return <ProblemPanel whole error={read.error} retry={() => void read.refetch()} />
  if (!read.data) return <Waiting lines={12} />
  const pick = (code: string) => change({ grid: code })
  const home = me.data?.gridCode ?? ''
  return (
    <div className="ag-cockpit" ref={room}>
      <Head
        data={read.data}
        isStale={Boolean(read.error)}
        onFull={() => void (document.fullscreenElement ? document.exitFullscreen() : room.current?.requestFullscreen())}
        home={home}
        onGo={(code) => change({ grid: code === home ? undefined : code })}
      />
      <div className="ag-cockpit-body">
        <section className="ag-cockpit-side" aria-label="要紧的数">
          <Left data={read.data} onPick={pick} />
          <LiveFeed grid={grid} onNews={news} />
        </section>
        <section className="ag-cockpit-middle" aria-label="地图">
          <CockpitMap
            data={read.data}
            boundaries={boundaries.areas}
            sketched={boundaries.sketched}
            chosen={layersOf(search.layers)}
            onLayers={(chosen) => change({ layers: chosen.join() || undefined })}
            onPick={pick}
          />
        </section>
        <Right data={read.data} />
      </div>
    </div>
  )
}

/** Reads the figures anew when something was done, at most every few seconds however much is done. */
function useReadAnew(): () => void {
  const client = useQueryClient()
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(
    () => () => {
      if (waiting.current) clearTimeout(waiting.current)
    },
    [],
  )
  return () => {
    waiting.current ??= setTimeout(() => {
      waiting.current = null
      void client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/cockpit') })
    }, NEWS_MS)
  }
}

interface HeadProps {
  data: Cockpit
  isStale: boolean
  onFull(): void
  /** The reader's own grid. */
  home: string
  onGo(code: string): void
}

function Head({ data, isStale, onFull, home, onGo }: HeadProps) {
  const isFull = useIsFull()
  const above = gridAbove(data.grid)
  return (
    <header className="ag-cockpit-head">
      <h1>{data.gridName}安全生产一张图</h1>
      {above.length > home.length && (
        <button type="button" className="ag-link" onClick={() => onGo(above)}>
          上一级
        </button>
      )}
      {data.grid !== home && (
        <button type="button" className="ag-link" onClick={() => onGo(home)}>
          回到自己的网格
        </button>
      )}
      <span className="ag-grow" />
      <span className={isStale ? 'ag-cockpit-stale' : 'ag-meta'}>
        {isStale ? `数据停在 ${time(data.enteredAt)}` : `数据截至 ${time(data.enteredAt)}，随办随更新`}
      </span>
      <span className="ag-meta">{dayOfWeek(new Date())}</span>
      <Button size="small" className="ag-cockpit-full" onClick={onFull}>
        {isFull ? '退出全屏' : '全屏'}
      </Button>
    </header>
  )
}

/** Whether something fills the whole screen. */
function useIsFull(): boolean {
  const listen = (tell: () => void) => {
    document.addEventListener('fullscreenchange', tell)
    return () => document.removeEventListener('fullscreenchange', tell)
  }
  return useSyncExternalStore(listen, () => document.fullscreenElement !== null)
}

/** Where a figure of the cockpit opens: the same grid and the same period. */
const opening = (data: Cockpit, more: Record<string, string> = {}) => ({
  grid: data.grid,
  from: data.from,
  to: data.to,
  ...more,
})

function Left({ data, onPick }: { data: Cockpit; onPick(code: string): void }) {
  const worst = [...data.areas].sort((a, b) => b.late - a.late).filter(({ late }) => late > 0)
  return (
    <>
      <div className="ag-cockpit-main">
        <h2>{data.late.name}</h2>
        <To to={`/indicators/${data.late.code}`} search={opening(data)} className="ag-cockpit-large">
          {count(data.late.value)}
          <small>{data.late.unit}</small>
        </To>
        <p>
          {worst.length > 0
            ? worst
                .slice(0, 2)
                .map(({ name, late }) => `${name} ${count(late)}`)
                .join('，')
            : '没有逾期的'}
        </p>
      </div>
      <dl className="ag-cockpit-figures">
        {data.figures.map(({ code, name, unit, value, definition, since }) => (
          <div key={code} title={definition}>
            <dt>{name}</dt>
            <dd>
              <To to={`/indicators/${code}`} search={opening(data)} className="ag-opens">
                {count(value)}
              </To>
              <small>{unit}</small>
            </dd>
            {since && <dd className="ag-meta">{sinceWords(since, data.to)}</dd>}
          </div>
        ))}
      </dl>
      {data.areas.length > 0 && <Areas data={data} onPick={onPick} />}
    </>
  )
}

/** 「4 月以来」, 「去年 12 月以来」: how far back a figure that adds up goes; the cockpit looks back less than a year. */
const sinceWords = (since: string, to: string) =>
  `${since.slice(0, 4) === to.slice(0, 4) ? '' : '去年 '}${Number(since.slice(5, 7))} 月以来`

function Areas({ data, onPick }: { data: Cockpit; onPick(code: string): void }) {
  const most = Math.max(1, ...data.areas.map(({ perHundred }) => perHundred ?? 0))
  const latest = Math.max(1, ...data.areas.map(({ late }) => late))
  const sum = data.areas.reduce((all, { enterprises }) => all + enterprises, 0)
  return (
    <table className="ag-cockpit-areas">
      <thead>
        <tr>
          <th scope="col">下级网格</th>
          <th scope="col">企业</th>
          <th scope="col">每百家检查</th>
          <th scope="col">逾期</th>
        </tr>
      </thead>
      <tbody>
        {data.areas.map(({ code, name, enterprises, perHundred, late }) => (
          <tr key={code}>
            <th scope="row">
              <button type="button" onClick={() => onPick(code)}>
                {name}
              </button>
            </th>
            <td>{count(enterprises)}</td>
            <td>
              <span className="ag-cockpit-bar">
                <i style={{ width: `${((perHundred ?? 0) / most) * 100}%` }} />
              </span>
              <b>{perHundred === null ? '—' : count(Math.round(perHundred))}</b>
            </td>
            <td className={late > 0 && late === latest ? 'ag-cockpit-most' : undefined}>{count(late)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">合计</th>
          <td>{count(data.whole.enterprises)}</td>
          <td>{data.whole.perHundred === null ? '—' : count(Math.round(data.whole.perHundred))}</td>
          <td>{count(data.whole.late)}</td>
        </tr>
        <tr>
          <td colSpan={4} className="ag-meta">
            {sum === data.whole.enterprises
              ? '各网格合计与总数相符。'
              : `另有 ${count(data.whole.enterprises - sum)} 家没有落到下级网格。`}
            检查为 {day(data.from)} 至今。
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

function Right({ data }: { data: Cockpit }) {
  const { classes } = data
  const most = Math.max(1, ...classes.items.map(({ value }) => value))
  const [self, office] = [sumOf(data, 'self'), sumOf(data, 'office')]
  return (
    <section className="ag-cockpit-side" aria-label="要管的和趋势">
      <div className="ag-cockpit-now">
        <h2>现在要管的</h2>
        <ul className="ag-cockpit-matters">
          {data.matters.map(({ code, name, unit, value, definition, since }) => (
            <li key={code}>
              <To to={`/indicators/${code}`} search={opening(data)} className="ag-opens">
                {count(value)}
              </To>
              <div>
                <strong>
                  {name}（{unit}
                  {since && `，${sinceWords(since, data.to)}`}）
                </strong>
                <span>{definition}</span>
              </div>
            </li>
          ))}
        </ul>
      </div>
      <div className="ag-cockpit-trend">
        <h2>
          发现隐患
          <span className="ag-cockpit-key ag-cockpit-key-self">自查 {count(self)}</span>
          <span className="ag-cockpit-key ag-cockpit-key-office">政府 {count(office)}</span>
        </h2>
        <MonthPairs months={data.found} />
        <p className="ag-meta">
          {data.from.slice(0, 7)} 至 {data.to.slice(0, 7)}，最后一个月截至 {day(data.to)}。
        </p>
      </div>
      <div className="ag-cockpit-trend">
        <h2>按监管行业</h2>
        <ul className="ag-cockpit-classes">
          {classes.items.map(({ key, title, value }) => (
            <li key={key}>
              <span>{title}</span>
              <span className="ag-cockpit-bar">
                <i style={{ width: `${(value / most) * 100}%` }} />
              </span>
              <To
                to="/indicators/enterprise.count"
                search={opening(data, { by: 'class', key: `class:${key}` })}
                className="ag-opens"
              >
                {count(value)}
              </To>
            </li>
          ))}
        </ul>
        {classes.sum !== classes.value && (
          <p className="ag-cockpit-differs">
            合计 {count(classes.sum)}，多 {count(classes.sum - classes.value)} 家：有企业归入两类。
            <To
              to="/indicators/enterprise.count"
              search={opening(data, {
                by: 'class',
                ...(classes.shared[0] ? { key: `class:${classes.shared[0]}` } : {}),
              })}
            >
              看这 {count(classes.sum - classes.value)} 家
            </To>
          </p>
        )}
      </div>
    </section>
  )
}

const sumOf = ({ found }: Cockpit, who: 'self' | 'office') => found.reduce((sum, month) => sum + month[who], 0)
