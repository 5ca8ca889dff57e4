/** Tells that a newer version of the app waits on this device. */
type Told = (takeOver: () => void) => void

let told: Told | null = null
let waiting: ServiceWorker | null = null

/** Says who is told of a newer version, now or later. */
export function onNewVersion(tell: Told): void {
  told = tell
  if (waiting) tellOf(waiting)
}

/** Puts the app itself on this device, and asks the browser not to throw away what is kept. */
export function keepOnDevice(): void {
  void navigator.storage?.persist?.().catch(() => {})
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  navigator.serviceWorker
    .register('/field/service-worker.js')
    .then((registration) => {
      if (registration.waiting && navigator.serviceWorker.controller) tellOf(registration.waiting)
      registration.addEventListener('updatefound', () => {
        const next = registration.installing
        next?.addEventListener('statechange', () => {
          if (next.state === 'installed' && navigator.serviceWorker.controller) tellOf(next)
        })
      })
    })
    .catch((error) => console.error('the app is not kept on this device', error))
}

function tellOf(next: ServiceWorker): void {
  waiting = next
  told?.(() => {
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
    next.postMessage('take-over')
  })
}
