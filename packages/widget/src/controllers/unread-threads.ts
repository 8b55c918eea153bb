import type { Chat } from '@chat-view/sdk'

/** Counts threads with something unread, once `soon` has come; the answer ends it. */
export const unreadThreads = ({ $threads }: Chat, soon: Promise<void>, tell: (count: number) => void): (() => void) => {
  let stop = (): void => {}
  let over = false
  void soon.then(() => {
    if (!over) stop = $threads.subscribe(({ items }) => tell(items.filter(({ unread }) => unread).length))
  })
  return () => {
    over = true
    stop()
  }
}
