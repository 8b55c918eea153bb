// Says in the reader's language that a page of this server cannot be reached. All else passes: the chat keeps what is
// written and not sent by itself, and nothing of a conversation is cached.
const shelves = 'chat-view-offline-'
const shelf = `${shelves}1`
const kept = ['/offline', '/pages/offline.css', '/pages/icon.svg']

async function fill() {
  const cache = await caches.open(shelf)
  await cache.addAll(kept)
  await self.skipWaiting()
}

// Others of this origin may have shelves as well.
async function dropFormer() {
  const names = await caches.keys()
  await Promise.all(names.filter(name => name.startsWith(shelves) && name !== shelf).map(name => caches.delete(name)))
}

async function fromServerOr(request, place) {
  try {
    return await fetch(request)
  } catch (error) {
    const found = await caches.match(place, { ignoreVary: true })
    if (found) return found
    throw error
  }
}

self.addEventListener('install', event => event.waitUntil(fill()))
self.addEventListener('activate', event => event.waitUntil(dropFormer()))
self.addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.mode === 'navigate') event.respondWith(fromServerOr(request, '/offline'))
  else if (origin === location.origin && kept.includes(pathname)) event.respondWith(fromServerOr(request, pathname))
})
