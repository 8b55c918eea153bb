import type { MessageView, ReadableAtom, ThreadHandle, Timeline } from '@chat-view/sdk'

/** Tells of each message of a thread that becomes complete while it is watched; what was there before is no news. */
export class MessageWatcher {
  readonly #thread: ThreadHandle
  readonly #complete: (message: MessageView) => void
  readonly #waiting = new Map<string, () => void>()
  readonly #stop: () => void
  #newest: string | null = null
  #loaded: boolean

  constructor(thread: ThreadHandle, complete: (message: MessageView) => void) {
    this.#thread = thread
    this.#complete = complete
    this.#loaded = thread.$timeline.get().status === 'new'
    this.#stop = thread.$timeline.subscribe(timeline => this.#look(timeline))
  }

  stop(): void {
    this.#stop()
    for (const release of this.#waiting.values()) release()
    this.#waiting.clear()
  }

  #look(timeline: Timeline): void {
    const { keys, running } = timeline
    if (this.#loaded) for (const key of keys.slice(this.#known(keys))) this.#wait(key)
    if (timeline.status === 'ready') this.#loaded = true
    if (running) this.#wait(running)
    this.#newest = keys.at(-1) ?? null
    for (const [key, release] of this.#waiting) {
      if (keys.includes(key)) continue
      release()
      this.#waiting.delete(key)
    }
  }

  /** How many of the keys, from the oldest on, are no news. */
  #known(keys: readonly string[]): number {
    if (this.#newest === null) return 0
    const place = keys.lastIndexOf(this.#newest)
    return place < 0 ? keys.length : place + 1
  }

  #wait(key: string): void {
    if (this.#waiting.has(key)) return
    const store: ReadableAtom<MessageView | null> = this.#thread.$message(key)
    const look = (message: MessageView | null): void => {
      if (!message || !isComplete(message)) return
      this.#waiting.get(key)?.()
      this.#waiting.delete(key)
      this.#complete(message)
    }
    this.#waiting.set(key, store.listen(look))
    look(store.get())
  }
}

function isComplete({ id, delivery, answer, deletedAt }: MessageView): boolean {
  return id !== null && deletedAt === null && delivery.state === 'sent' && answer?.state !== 'running'
}
