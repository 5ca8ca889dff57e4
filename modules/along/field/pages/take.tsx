import { useState } from 'react'
import { useLive, useOnline, usePerson } from '#kernel/sync/field/hooks.ts'
import { ApiProblem } from '#kernel/ui/api.ts'
import { Choice, Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { alongDb, type TakenArea } from '../db.ts'
import { isOld } from '../held.ts'
import { leaveWith, type Step } from '../leave.ts'
import { ByGrid } from '../parts/by-grid.tsx'
import { ByName } from '../parts/by-name.tsx'
import { ByPlan } from '../parts/by-plan.tsx'
import type { Wanted } from '../parts/confirm-take.tsx'
import { sizeWords } from '../parts/size-words.ts'
import { newArea, removeArea } from '../take.ts'
import '../along.css'

type Way = 'grid' | 'plan' | 'name'

const WAYS: { value: Way; label: string }[] = [
  { value: 'grid', label: '按网格' },
  { value: 'plan', label: '按计划' },
  { value: 'name', label: '逐家选' },
]

/** Choosing what to take along, and what is on the device already. */
export function TakePage({ onBack }: { onBack(): void }) {
  const person = usePerson()
  const online = useOnline()
  const [way, setWay] = useState<Way>('grid')
  const [running, setRunning] = useState<string | null>(null)
  const [step, setStep] = useState<Step | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const areas = useLive(
    () => alongDb.areas.where({ accountId: person.accountId }).sortBy('begunAt'),
    [person.accountId],
  )
  const run = async (area: TakenArea) => {
    setRunning(area.key)
    setFault(null)
    setDone(null)
    try {
      await leaveWith(person, area, setStep)
      setDone(`「${area.title}」带好了，没有网络也能看。`)
    } catch (error) {
      setFault(faultOf(error))
    }
    setRunning(null)
    setStep(null)
  }
  const take = async (wanted: Wanted) => {
    window.scrollTo(0, 0)
    await run(await newArea(person, wanted))
  }
  return (
    <Screen title="带上一片" onBack={onBack}>
      {step && (
        <div className="fd-notice fd-ok" role="status">
          正在带：{step.words}
          {step.share !== null && (
            <div className="al-bar">
              <i style={{ width: `${step.share * 100}%` }} />
            </div>
          )}
        </div>
      )}
      {fault && <Notice kind="late">{fault}</Notice>}
      {done && <Notice kind="ok">{done}</Notice>}
      {areas && areas.length > 0 && (
        <section aria-label="在本机的">
          <h2 className="fd-part">在本机的</h2>
          <ul className="fd-list">
            {areas.map((area) => (
              <AreaLine
                key={area.key}
                area={area}
                busy={running !== null}
                online={online}
                onTake={() => void run(area)}
              />
            ))}
          </ul>
        </section>
      )}
      <h2 className="fd-part">再带一片</h2>
      {!online && <p className="fd-pad fd-pale">要有网络才能带。带好的在上面，现在就能用。</p>}
      {online && running === null && (
        <>
          <Choice<Way> label="怎么选" value={way} options={WAYS} onChange={setWay} />
          {way === 'grid' && <ByGrid onTake={(wanted) => void take(wanted)} />}
          {way === 'plan' && <ByPlan onTake={(wanted) => void take(wanted)} />}
          {way === 'name' && <ByName onTake={(wanted) => void take(wanted)} />}
        </>
      )}
    </Screen>
  )
}

function faultOf(error: unknown): string {
  const problem = error instanceof ApiProblem ? error : null
  if (problem && problem.status >= 400 && problem.status < 500 && problem.status !== 401) return problem.detail
  return problem?.status === 401
    ? '登录已过期，重新登录以后接着带；带好的都在。'
    : '网络断开，没有带全；带好的都能用，有网络时点「接着带」。'
}

interface AreaLineProps {
  area: TakenArea
  busy: boolean
  online: boolean
  onTake(): void
}

/** One area on the device: how whole it is, from when, and taking it anew or off. */
function AreaLine({ area, busy, online, onTake }: AreaLineProps) {
  const { title, taken, total, bytes, doneAt, purpose, key, tiles } = area
  const [asks, setAsks] = useState(false)
  return (
    <li>
      <span>{title}</span>
      <small className={doneAt ? (isOld(doneAt) ? 'fd-warn' : 'fd-ok') : 'fd-warn'}>
        {doneAt
          ? `${isOld(doneAt) ? '' : '✓ '}${count(taken)} 家，${time(doneAt)} 带的${isOld(doneAt) ? '，旧了，再带一次' : ''}`
          : `没有带全：${count(taken)} / ${count(total)} 家`}
      </small>
      <small>
        {sizeWords(bytes)} · {purpose ? '电话完整' : '电话打码'}
        {tiles && ` · 底图 ${count(tiles.count)} 张 ${sizeWords(tiles.bytes)}，到 ${tiles.to} 级`}
      </small>
      <div className="fd-row">
        <button type="button" className="fd-plain" disabled={busy || !online} onClick={onTake}>
          {doneAt ? '再带一次' : '接着带'}
        </button>
        {asks ? (
          <>
            <button type="button" className="fd-plain fd-warn" disabled={busy} onClick={() => void removeArea(key)}>
              从本机删掉
            </button>
            <button type="button" className="fd-plain" onClick={() => setAsks(false)}>
              留着
            </button>
          </>
        ) : (
          <button type="button" className="fd-plain" disabled={busy} onClick={() => setAsks(true)}>
            不带了
          </button>
        )}
      </div>
    </li>
  )
}
