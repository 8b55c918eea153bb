import type { Chat } from '@chat-view/sdk'

/**
 * Key of the newest thread that an earlier page could not create, as soon as the outbox holds it: nothing else names it
 * (CV6). The answer ends it.
 */
export const unsentThread = ({ $outbox }: Chat, tell: (key: string) => void): (() => void) => {
  const begun = Date.now()
  return $outbox.subscribe(entries => {
    const entry = entries.findLast(({ thread, createdAt }) => createdAt < begun && thread?.startsWith('new-'))
    if (entry?.thread) tell(entry.thread)
  })
}
