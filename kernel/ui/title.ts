import { useEffect } from 'react'

const HOUSE = '安网'

/** Names the page in the browser's tab and history; nothing leaves the last name. */
export function useTitle(name: string | null | undefined): void {
  useEffect(() => {
    if (name) document.title = `${name} · ${HOUSE}`
  }, [name])
}
