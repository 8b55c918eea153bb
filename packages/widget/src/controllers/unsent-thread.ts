import type { Chat, ThreadHandle } from '@chat-view/sdk'

interface ThreadPlace {
  /** What is shown. */
  readonly thread: ThreadHandle | null
  openThread(key: string): void
}

/**
 * Shows the newest thread that an earlier page could not create, as soon as the outbox holds it: nothing else names it
 * (CV6), while the thread that is shown is the untouched new one. The answer ends it.
 */
export const unsentThread = ({ $outbox }: Chat, place: ThreadPlace): (() => void) => {
  const begun = Date.now()
  const first = place.thread
  return $outbox.subscribe(entries => {
    const entry = entries.findLast(({ thread, createdAt }) => createdAt < begun && thread?.startsWith('new-'))
    if (entry?.thread && place.thread === first && first?.$timeline.get().keys.length === 0)
      place.openThread(entry.thread)
  })
}
