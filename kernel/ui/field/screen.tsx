import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { Icon } from '../icons.tsx'
import { Dictate } from './dictate.tsx'

interface ScreenProps {
  title: string
  /** Goes back; none for the pages of the tab bar. */
  onBack?: () => void
  meta?: ReactNode
  /** Share that is done, 0 to 1, as a line under the head. */
  share?: number
  /** Main acts, at the foot where the thumb is. */
  foot?: ReactNode
  children: ReactNode
}

const UnderHead = createContext<ReactNode>(null)

/** Puts a line under the head of every page inside: how sending stands. */
export const UnderHeadProvider = UnderHead.Provider

/** One page of the field app: its head, what it is about, and what one does at the foot. */
export function Screen({ title, onBack, meta, share, foot, children }: ScreenProps) {
  const line = useContext(UnderHead)
  return (
    <main className="fd-screen">
      <header className="fd-head">
        {onBack && (
          <button type="button" className="fd-back" aria-label="返回" onClick={onBack}>
            <Icon name="left" size={20} />
          </button>
        )}
        <h1>{title}</h1>
        {meta && <span className="fd-meta">{meta}</span>}
      </header>
      {share !== undefined && (
        <div className="fd-share" role="progressbar" aria-label="已看" aria-valuenow={Math.round(share * 100)}>
          <i style={{ width: `${share * 100}%` }} />
        </div>
      )}
      {line}
      <div className="fd-body">{children}</div>
      {foot && <footer className="fd-foot">{foot}</footer>}
    </main>
  )
}

interface ChoiceProps<T extends string> {
  label: string
  value: T | undefined
  options: readonly { value: T; label: string; hint?: string }[]
  onChange(value: T): void
}

/** Choice by large buttons side by side. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <div className="fd-choice" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a radio input cannot be drawn as a 52 px button that says two lines
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          data-value={option.value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
          {option.hint && <small>{option.hint}</small>}
        </button>
      ))}
    </div>
  )
}

interface FieldProps {
  label: string
  id: string
  hint?: string
  fault?: string | undefined
  children: ReactNode
}

/** One thing to fill in: what it is, what is wrong with it, the control. */
export function Field({ label, id, hint, fault, children }: FieldProps) {
  return (
    <div className={`fd-field ${fault ? 'fd-faulty' : ''}`}>
      <label htmlFor={id}>{label}</label>
      {hint && <small>{hint}</small>}
      {fault && (
        <span className="fd-fault" role="alert">
          {fault}
        </span>
      )}
      {children}
    </div>
  )
}

/** A few lines of text of one's own, typed or said. */
export function TextBox({
  id,
  value,
  placeholder,
  most = 500,
  onChange,
}: {
  id: string
  value: string
  placeholder?: string
  most?: number
  onChange(text: string): void
}) {
  return (
    <>
      <textarea
        id={id}
        rows={3}
        maxLength={most}
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <Dictate onSaid={(words) => onChange(`${value}${words}`.slice(0, most))} />
    </>
  )
}

/** What went wrong or is missing, with what to do. */
export function Notice({ kind, children }: { kind: 'soon' | 'late' | 'ok'; children: ReactNode }) {
  const own = useRef<HTMLDivElement>(null)
  const words = typeof children === 'string' ? children : String(children)
  // On a long page whoever presses the button at its foot would not see what is missing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is said anew is shown anew
  useEffect(() => {
    if (kind === 'late') own.current?.scrollIntoView({ block: 'nearest' })
  }, [kind, words])
  return (
    <div ref={own} className={`fd-notice fd-${kind}`} role={kind === 'late' ? 'alert' : 'status'}>
      {children}
    </div>
  )
}
