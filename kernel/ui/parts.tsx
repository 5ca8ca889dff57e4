import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ApiProblem } from './api.ts'
import { count } from './format.ts'
import { Icon, type IconName } from './icons.tsx'

interface PageHeadProps {
  /** The sentence that answers what one came for. */
  children: ReactNode
  /** Where this page hangs, above the sentence. */
  trail?: ReactNode
  /** Meta line under the sentence. */
  meta?: ReactNode
  acts?: ReactNode
}

/** Head of a page: the sentence, where it hangs, what can be done. */
export function PageHead({ children, trail, meta, acts }: PageHeadProps) {
  return (
    <div className="ag-page-head">
      <div className="ag-grow">
        {trail && (
          <nav aria-label="位置" className="ag-trail">
            {trail}
          </nav>
        )}
        <h1>{children}</h1>
        {meta && <div className="ag-page-meta">{meta}</div>}
      </div>
      {acts && <div className="ag-acts">{acts}</div>}
    </div>
  )
}

interface SheetProps {
  title?: ReactNode
  meta?: ReactNode
  acts?: ReactNode
  children: ReactNode
  className?: string
}

/** A ruled sheet with a titled head; never inside another. */
export function Sheet({ title, meta, acts, children, className }: SheetProps) {
  return (
    <section className={`ag-sheet ${className ?? ''}`}>
      {title && (
        <header>
          <h2>{title}</h2>
          {meta && <span className="ag-meta">{meta}</span>}
          <span className="ag-grow" />
          {acts}
        </header>
      )}
      {children}
    </section>
  )
}

interface FigureProps {
  value: number | string | null | undefined
  unit?: string
  to?: string
  search?: Record<string, string | undefined>
}

/** A figure that opens the list it counts. */
export function Figure({ value, unit, to, search }: FigureProps) {
  const text = typeof value === 'string' ? value : count(value)
  return (
    <span className="ag-figure">
      {to ? (
        <Link to={to} search={search as never} className="ag-opens">
          {text}
        </Link>
      ) : (
        <span>{text}</span>
      )}
      {unit && <small>{unit}</small>}
    </span>
  )
}

interface StateProps {
  icon?: IconName
  title: string
  children?: ReactNode
  acts?: ReactNode
  tone?: 'calm' | 'late' | 'soon'
  /** It stands for the whole page, so its title is the page's heading. */
  whole?: boolean
}

/** What there is to say when there is nothing to show: what happened, what is safe, what to do. */
export function EmptyState({ icon = 'table', title, children, acts, tone = 'calm', whole }: StateProps) {
  return (
    <div className={`ag-state ag-state-${tone}`} role={tone === 'calm' ? 'status' : 'alert'}>
      <Icon name={icon} size={24} />
      {whole ? <h1>{title}</h1> : <strong>{title}</strong>}
      {children && <div>{children}</div>}
      {acts && <div className="ag-state-acts">{acts}</div>}
    </div>
  )
}

interface ProblemProps {
  error: unknown
  retry?: () => void
  acts?: ReactNode
  whole?: boolean
}

/** Why something could not be read or done, with the number to read over the phone. */
export function ProblemPanel({ error, retry, acts, whole }: ProblemProps) {
  const problem = error instanceof ApiProblem ? error : null
  const missing = problem?.status === 404
  const soon = problem?.status === 503
  return (
    <EmptyState
      icon={missing ? 'none' : 'warn'}
      tone={missing || soon ? 'calm' : 'late'}
      title={problem?.title ?? '页面出错'}
      whole={whole}
      acts={
        <>
          {retry && (
            <button type="button" className="ag-link" onClick={retry}>
              再试一次
            </button>
          )}
          {acts}
        </>
      }
    >
      {problem?.detail ?? '这一块没有显示出来，其他内容不受影响。'}
      {soon && '好了这里自动显示。'}
      {problem?.requestId && <RequestId id={problem.requestId} />}
    </EmptyState>
  )
}

/** The number of a request, short enough to read aloud; the whole one is in the title. */
export function RequestId({ id }: { id: string }) {
  return (
    <div className="ag-meta" title={id}>
      问题号{' '}
      {id
        .slice(-6)
        .toUpperCase()
        .replace(/^(.{3})/, '$1-')}
    </div>
  )
}

/** Grey rows in the place of lines that are being read. */
export function Waiting({ lines = 4 }: { lines?: number }) {
  return (
    <div className="ag-waiting" role="status" aria-label="正在读取">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <i key={line} style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  )
}

/** A link inside the console, in running text or a row. */
export function To({
  to,
  search,
  children,
  className,
}: {
  to: string
  search?: Record<string, string | undefined>
  children: ReactNode
  className?: string
}) {
  return (
    <Link to={to} search={(search ?? {}) as never} className={className}>
      {children}
    </Link>
  )
}
