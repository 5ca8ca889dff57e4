import { useEffect } from 'react'

/** `j` from anywhere on the page goes to the first row; from there the table takes `j`, `k` and Enter itself. */
export function useRowKey(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement
      if (event.key !== 'j' || event.ctrlKey || event.metaKey || event.altKey) return
      if (at.closest('input,textarea,select,[contenteditable],tr[tabindex],[role="dialog"]')) return
      document.querySelector<HTMLElement>('.ag-table tr[tabindex]')?.focus()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
