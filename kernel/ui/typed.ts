import { type ChangeEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'

interface TypedProps {
  /** What was read of what was typed; empty for nothing. */
  value: string
  onChange(value: string): void
  /** What a text says, or null. */
  read(text: string): string | null
  /** What is told while one still types; what only `read` understands is told on leaving the box. */
  readAtOnce?: (text: string) => string | null
}

/** A box into which something is typed in any usual way: the text stays as it stands until one leaves the box, then it is written the one way. */
export function useTyped({ value, onChange, read, readAtOnce = read }: TypedProps) {
  const [text, setText] = useState(value)
  const [isInside, setInside] = useState(false)
  const told = useRef(value)
  // Outside the box the text is what was taken: also where what was typed was not.
  useEffect(() => {
    if (isInside || value === told.current) return
    told.current = value
    setText(value)
  }, [value, isInside])
  const tell = (chosen: string) => {
    if (chosen === told.current) return
    told.current = chosen
    onChange(chosen)
  }
  const finish = () => {
    const chosen = read(text) ?? ''
    tell(chosen)
    if (chosen) setText(chosen)
  }
  return {
    value: text,
    /** What was typed says nothing. */
    isOdd: !isInside && text.trim() !== '' && value === '',
    pick: (chosen: string) => {
      setText(chosen)
      tell(chosen)
    },
    onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
      setText(target.value)
      const chosen = readAtOnce(target.value)
      if (chosen !== null || target.value.trim() === '') tell(chosen ?? '')
    },
    onFocus: () => setInside(true),
    onBlur: () => {
      setInside(false)
      finish()
    },
    onKeyDown: ({ key }: KeyboardEvent) => {
      if (key === 'Enter') finish()
    },
  }
}

/** Opens the browser's own picker; an old browser gives it to whoever stands in the box. */
export function openPicker(native: HTMLInputElement | null): void {
  try {
    native?.showPicker()
  } catch {
    native?.focus()
  }
}
