import type { Chat } from '@chat-view/sdk'

/** What comes while one reads is unread until the server knows that it is read: so long nothing is said of it; ms. */
const patience = 1_000

/** Counts threads with something unread, once `soon` has come; the answer ends it. */
export const unreadThreads = ({ $threads }: Chat, soon: Promise<void>, tell: (count: number) => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop = (): void => {}
  let wanted = 0
  let over = false
  void soon.then(() => {
    if (over) return
    stop = $threads.subscribe(({ items }) => {
      const count = items.filter(({ unread }) => unread).length
      if (count === wanted) return
      wanted = count
      clearTimeout(timer)
      timer = setTimeout(tell, count && patience, count)
    })
  })
  return () => {
    over = true
    clearTimeout(timer)
    stop()
  }
}
