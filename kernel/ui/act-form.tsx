import { Button } from 'antd'
import { createContext, type ReactNode, use, useEffect, useMemo, useRef } from 'react'
import { useAct } from './act.ts'
import { type ApiProblem, send } from './api.ts'

/** What a form sends, as it stands now. */
export interface ActRequest {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
  /** Version the change was made on. */
  version?: number
}

interface ActFormProps<A> {
  request: ActRequest
  /** The button, verb and object: 登记授权. */
  label: string
  /** The button while it is sent: 正在登记…. */
  busyLabel?: string
  /** Said when it worked: 授权已登记. */
  done: string
  /** Whether what is filled in may be sent. */
  isReady?: boolean
  /** A danger is an act that ends something. */
  tone?: 'primary' | 'plain' | 'danger'
  /** After it worked; the form is busy until this is over. */
  onDone?(answer: A): unknown
  /** Fetches what somebody else changed meanwhile, after a 409. What was typed stays. */
  onMovedOn?(): unknown
  /** Beside the button. */
  aside?: ReactNode
  children: ReactNode
}

interface FormState {
  problem: ApiProblem | null
  /** Notes that a field shows complaints about a pointer; returns the end of it. */
  place(pointer: string): () => void
}

const FormContext = createContext<FormState | null>(null)

/** What the server complained of in the form around, for the field of a pointer; undefined outside a form or without complaint. */
export function useFault(pointer: string | undefined): string | undefined {
  const form = use(FormContext)
  useEffect(() => (pointer ? form?.place(pointer) : undefined), [form?.place, pointer])
  return pointer ? form?.problem?.about(pointer) : undefined
}

/**
 * A form of one writing act: its refusal above, complaints at their fields, the button that says what it does. What was
 * typed stays whatever happens; the same content sent again after the line broke happens once.
 */
export function ActForm<A = unknown>(props: ActFormProps<A>) {
  const {
    request,
    label,
    busyLabel,
    done,
    isReady = true,
    tone = 'primary',
    onDone,
    onMovedOn,
    aside,
    children,
  } = props
  const act = useAct()
  const form = useRef<HTMLFormElement>(null)
  const keyOf = useContentKey()
  const placed = useRef(new Set<string>())
  const { problem } = act
  const state = useMemo(() => ({ problem, place: (pointer: string) => noteIn(placed.current, pointer) }), [problem])
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>('.ag-field-fault :is(input, textarea, select)')?.focus()
  }, [problem])
  const submit = () =>
    act.run(async () => {
      const { method, path, ...rest } = request
      const answer = await send<A>(method, path, { ...rest, key: keyOf(request) })
      keyOf(null)
      await onDone?.(answer)
    }, done)
  return (
    <FormContext value={state}>
      <form
        ref={form}
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          // A form inside another one sends only itself.
          event.stopPropagation()
          if (isReady && !act.busy) void submit()
        }}
      >
        <FormRefusal problem={problem} isPlaced={(pointer) => placed.current.has(pointer)} onMovedOn={onMovedOn} />
        {children}
        <div className="ag-row ag-wrap">
          <Button
            type={tone === 'primary' ? 'primary' : 'default'}
            danger={tone === 'danger'}
            htmlType="submit"
            disabled={!isReady || act.busy}
          >
            {act.busy ? (busyLabel ?? '正在提交…') : label}
          </Button>
          {aside}
        </div>
      </form>
    </FormContext>
  )
}

function noteIn(places: Set<string>, pointer: string): () => void {
  places.add(pointer)
  return () => places.delete(pointer)
}

/** The key of a content: another one as soon as the content is another, or when it was accepted (null). */
function useContentKey(): (content: unknown) => string {
  const last = useRef({ text: '', key: '' })
  return (content) => {
    const text = JSON.stringify(content)
    if (text !== last.current.text) last.current = { text, key: crypto.randomUUID() }
    return last.current.key
  }
}

interface RefusalProps {
  problem: ApiProblem | null
  isPlaced(pointer: string): boolean
  onMovedOn: (() => unknown) | undefined
}

/** Why it was refused; complaints no field of the form shows stand here, so that none is lost. */
function FormRefusal({ problem, isPlaced, onMovedOn }: RefusalProps) {
  if (!problem) return null
  const detail = problem.detail.replace(/。$/, '') === problem.title ? '' : problem.detail
  const homeless = problem.errors.filter(({ pointer }) => !isPlaced(pointer))
  return (
    <div className="ag-notice" role="alert">
      <strong className="ag-warn">{problem.title}</strong>
      {detail && <span>{detail}</span>}
      {homeless.map(({ pointer, message }) => (
        <span key={pointer}>{message}</span>
      ))}
      <span className="ag-meta">您填的内容还在本页。</span>
      {problem.status === 409 && onMovedOn && (
        <button type="button" className="ag-link" onClick={() => void onMovedOn()}>
          取最新内容，再保存一次
        </button>
      )}
    </div>
  )
}
