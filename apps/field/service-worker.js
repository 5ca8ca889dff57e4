// The app's own files are kept on the device, so that it opens without a network; what the server says is never kept here.
// `FILES` and `VERSION` are written in by the build.
const FILES = self.__FILES__
const CACHE = `field-${self.__VERSION__}`

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)))
})

// A new version takes over when the page says so: never in the middle of a visit.
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith('/field/')) return
  const wanted = request.mode === 'navigate' ? '/field/' : url.pathname
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(wanted).then((kept) => kept ?? fetch(request))))
})
