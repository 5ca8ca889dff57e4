import { Button, Drawer, Progress, Segmented } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ApiProblem, queryString, send } from '#kernel/ui/api.ts'
import { count, time } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { type BulkItem, type BulkJob, useRefreshCases } from '../api.ts'
import type { CaseFace } from '../face.ts'

const EVERY_MS = 1_000

interface BulkProgressProps {
  face: CaseFace
  id: string
  onClose(): void
}

/** How far one act on many cases has come, how to stop it, and what became of each. */
export function BulkProgress({ face, id, onClose }: BulkProgressProps) {
  const read = useRead<BulkJob>(`/${face.type.path}/bulk-jobs/${id}`, { staleTime: 0 })
  const [stopping, setStopping] = useState<ApiProblem | 'busy' | null>(null)
  const [results, setResults] = useState(false)
  const job = read.data
  const running = job?.state === 'running'
  const { refetch } = read
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => void refetch(), EVERY_MS)
    return () => clearInterval(timer)
  }, [running, refetch])
  useRefreshOnEnd(face, running)
  if (read.error && !job)
    return (
      <div className="ag-notice ag-notice-soon" role="status" style={{ marginBottom: 10 }}>
        <span className="ag-row">
          <span className="ag-grow">
            {read.error instanceof ApiProblem ? read.error.detail : '读不到这次批量办理。'}
          </span>
          <button type="button" className="ag-link" onClick={onClose}>
            关闭
          </button>
        </span>
      </div>
    )
  if (!job) return null
  const over = job.done + job.refused
  const stop = async () => {
    setStopping('busy')
    try {
      await send('POST', `/${face.type.path}/bulk-jobs/${id}/cancel`, { key: crypto.randomUUID() })
      setStopping(null)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setStopping(error)
    }
    await refetch()
  }
  return (
    <section
      className={`ag-notice ag-bulk-progress ${running ? '' : job.refused > 0 || job.state === 'cancelled' ? 'ag-notice-soon' : 'ag-notice-ok'}`}
      aria-label="批量办理进度"
    >
      <span className="ag-row ag-wrap">
        <b className="ag-grow" role="status">
          {sayJob(job, face.unit)}
        </b>
        {running ? (
          <Button size="small" disabled={stopping === 'busy'} onClick={() => void stop()}>
            {stopping === 'busy' ? '正在停止…' : '停止'}
          </Button>
        ) : (
          <button type="button" className="ag-link" onClick={onClose}>
            知道了
          </button>
        )}
        {over > 0 && (
          <button type="button" className="ag-link" onClick={() => setResults(true)}>
            看结果
          </button>
        )}
      </span>
      {running && <Progress percent={Math.floor((over / job.total) * 100)} size="small" aria-label="已办比例" />}
      {stopping instanceof ApiProblem && <span className="ag-warn">{stopping.detail || stopping.title}</span>}
      <Drawer open={results} size={560} title={`批量${job.actTitle}的结果`} onClose={() => setResults(false)}>
        {results && <Results face={face} job={job} />}
      </Drawer>
    </section>
  )
}

function sayJob({ actTitle, state, total, done, refused, begunAt }: BulkJob, unit: string): string {
  const refusals = refused > 0 ? `，没办成 ${count(refused)} ${unit}` : ''
  if (state === 'running') return `正在${actTitle}：${count(done + refused)} / ${count(total)} ${unit}${refusals}`
  const left = total - done - refused
  const rest = state === 'cancelled' && left > 0 ? `，停止时还剩 ${count(left)} ${unit}没有办` : ''
  return `${time(begunAt)} 批量${actTitle}：办成 ${count(done)} ${unit}${refusals}${rest}`
}

/** What a list shows is old once many of its cases were acted on. */
function useRefreshOnEnd(face: CaseFace, running: boolean): void {
  const refresh = useRefreshCases(face.type.path)
  const ran = useRef(false)
  useEffect(() => {
    if (running) ran.current = true
    if (running || !ran.current) return
    ran.current = false
    void refresh()
  }, [running, refresh])
}

type Result = 'refused' | 'done' | 'left'

function Results({ face, job }: { face: CaseFace; job: BulkJob }) {
  const left = job.total - job.done - job.refused
  const [result, setResult] = useState<Result>(job.refused > 0 ? 'refused' : 'done')
  const [cursors, setCursors] = useState<readonly string[]>([])
  const read = useRead<{ items: BulkItem[]; nextCursor: string | null; total: number }>(
    `/${face.type.path}/bulk-jobs/${job.id}/items${queryString({ result, cursor: cursors.at(-1) })}`,
    { keep: true },
  )
  const choose = (next: Result) => {
    setResult(next)
    setCursors([])
  }
  const next = read.data?.nextCursor
  return (
    <div className="ag-stack">
      <Segmented<Result>
        value={result}
        onChange={choose}
        options={[
          { value: 'refused', label: `没办成 ${count(job.refused)}` },
          { value: 'done', label: `办成 ${count(job.done)}` },
          { value: 'left', label: `还没有办 ${count(left)}` },
        ]}
      />
      {read.error && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!read.data && !read.error && <Waiting lines={4} />}
      {read.data?.items.length === 0 && <EmptyState title="没有" />}
      <ul className="ag-bulk-results">
        {read.data?.items.map((item) => (
          <li key={item.id}>
            <To to={item.link}>{item.title}</To>
            <span className="ag-meta">{item.number}</span>
            {item.why && <span className="ag-soft">{item.why}</span>}
          </li>
        ))}
      </ul>
      {(cursors.length > 0 || next) && (
        <span className="ag-row">
          <Button size="small" disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
            上一页
          </Button>
          <Button size="small" disabled={!next} onClick={() => next && setCursors([...cursors, next])}>
            下一页
          </Button>
        </span>
      )}
    </div>
  )
}
