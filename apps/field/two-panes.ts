import { createContext, useEffect, useSyncExternalStore } from 'react'

/** Whether a page stands beside the list, which has the tabs already. */
export const BesideList = createContext(false)

/** A tablet held upright, or lying in two hands: wide enough for a list beside what was chosen from it. */
const TABLET =
  '(min-width: 600px) and (max-width: 1023px), (pointer: coarse) and (min-width: 1024px) and (max-width: 1366px)'

/** A phone that is turned is as wide as a small tablet, and far too low for one: its screen tells. */
const SHORT_SIDE = 600

const tablet = window.matchMedia(TABLET)
const printing = window.matchMedia('print')
let last = false

/** Paper has a width of its own: what is printed is not laid out anew for it. */
function isTwo(): boolean {
  if (!printing.matches) last = tablet.matches && Math.min(window.screen.width, window.screen.height) >= SHORT_SIDE
  return last
}

const VIEWPORT = 'width=device-width, initial-scale=1, viewport-fit=cover'

/** Whether list and page stand side by side. */
export function useTwoPanes(): boolean {
  const two = useSyncExternalStore((tell) => {
    tablet.addEventListener('change', tell)
    return () => tablet.removeEventListener('change', tell)
  }, isTwo)
  useEffect(() => {
    // Panes are as high as what the keyboard leaves: their foot and the field one writes in stay in sight.
    const told = document.querySelector('meta[name="viewport"]')
    told?.setAttribute('content', two ? `${VIEWPORT}, interactive-widget=resizes-content` : VIEWPORT)
  }, [two])
  return two
}
