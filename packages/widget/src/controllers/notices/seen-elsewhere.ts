/** Messages that are remembered as seen. */
const mostSeen = 100

const openChannel = (): BroadcastChannel | null => {
  try {
    return new BroadcastChannel('chat-view:seen')
  } catch {
    return null // blocked, or unknown to the browser: each tab counts for itself
  }
}

/** What was seen in other tabs of this browser, and telling them what was seen in this one. */
export class SeenElsewhere {
  readonly #channel = openChannel()
  readonly #seen = new Set<string>()

  /** `heard` is called when another tab has seen something. */
  constructor(heard: () => void) {
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!Array.isArray(data)) return
      for (const message of data.slice(0, mostSeen)) if (typeof message === 'string') this.#remember(message)
      heard()
    })
  }

  has(message: string): boolean {
    return this.#seen.has(message)
  }

  tell(messages: Iterable<string>): void {
    this.#channel?.postMessage([...messages])
  }

  close(): void {
    this.#channel?.close()
  }

  #remember(message: string): void {
    this.#seen.add(message)
    const [oldest] = this.#seen
    if (this.#seen.size > mostSeen && oldest !== undefined) this.#seen.delete(oldest)
  }
}
