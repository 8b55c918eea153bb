import { wantsNotice } from './notice-settings.ts'
import type { NoticePlace } from './notices.ts'

const waiting = new Set<() => void>()

/** Somebody switched a notice on: from now on it is given, also by the chats that are on the page already. */
export function noticesWanted(): void {
  for (const start of waiting) start()
  waiting.clear()
}

/**
 * Tells of answers that are complete while one looks elsewhere, where that is wanted; loads nothing where it is not, and
 * tries again at the next message where it could not. What it returns ends it.
 */
export function startNotices(place: Omit<NoticePlace, 'signal'>): () => void {
  const ends = new AbortController()
  const { signal } = ends
  const start = (): void => {
    import('./notices.ts').then(
      ({ Notices }) => !signal.aborted && new Notices({ ...place, signal }),
      // What one writes comes before the answer.
      () => place.element.addEventListener('chat-message', start, { once: true, signal }),
    )
  }
  if (wantsNotice('sound') || wantsNotice('title')) start()
  else waiting.add(start)
  return () => {
    waiting.delete(start)
    ends.abort()
  }
}
