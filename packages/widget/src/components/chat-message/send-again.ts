import type { MessageView, ThreadHandle } from '@chat-view/sdk'

/** Tries again what has failed; an edit of a message that is no more goes as a new one (CV5). */
export const sendAgain = (thread: ThreadHandle, { key, id, delivery }: MessageView): void => {
  if (id !== null || delivery.state !== 'failed' || delivery.command === 'send') thread.retry(key)
  // Refused before it was begun, it leaves the failed one as it is.
  else if (thread.message(thread.send(delivery.text).key)) thread.discard(key)
}
