import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { Icon } from './icons.tsx'

interface SearchBoxProps {
  /** What it is called by those who hear the page. */
  label: string
  placeholder: string
  width: number
  /** What is searched for now; the box is made anew when that changes. */
  text: string
  onSearch(text: string | undefined): void
}

/** Searches a list a moment after the last letter; a box that was typed in keeps the focus when the answer comes. */
export function SearchBox({ label, placeholder, width, text, onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState(text)
  useEffect(() => {
    if (typed.trim() === text) return
    const wait = setTimeout(() => onSearch(typed.trim() || undefined), 400)
    return () => clearTimeout(wait)
  }, [typed, text, onSearch])
  return (
    <Input
      size="small"
      allowClear
      style={{ width }}
      aria-label={label}
      prefix={<Icon name="search" />}
      placeholder={placeholder}
      value={typed}
      autoFocus={text !== '' && document.activeElement?.getAttribute('aria-label') === label}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => onSearch(typed.trim() || undefined)}
    />
  )
}
