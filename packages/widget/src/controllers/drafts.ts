/** What drafts need of a storage; `localStorage` has it. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const mostDrafts = 50

const deviceStorage = (): DraftStorage | null => {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null // reading the property alone throws where storage is blocked
  }
}

/**
 * Unsent texts, one a thread, kept on this device (CV11). The oldest go when there are too many; where nothing can be
 * stored they last as long as the page (EM6).
 */
export class Drafts {
  readonly #name: string
  readonly #storage: DraftStorage | null
  #texts: Map<string, string>

  constructor(owner: string, storage: DraftStorage | null = deviceStorage()) {
    this.#name = `chat-view:drafts:${owner}`
    this.#storage = storage
    this.#texts = this.#read()
  }

  get(thread: string): string {
    return this.#texts.get(thread) ?? ''
  }

  set(thread: string, text: string): void {
    // Another tab may have kept drafts of other threads meanwhile.
    this.#texts = this.#read()
    this.#texts.delete(thread)
    if (text.trim() !== '') this.#texts.set(thread, text)
    const [oldest] = this.#texts.keys()
    if (this.#texts.size > mostDrafts && oldest !== undefined) this.#texts.delete(oldest)
    this.#write()
  }

  #read(): Map<string, string> {
    try {
      const stored: unknown = JSON.parse(this.#storage?.getItem(this.#name) ?? 'null')
      if (Array.isArray(stored)) return new Map(stored.filter(isDraft))
    } catch {
      // Somebody else wrote under this name, or storage is blocked: what this page knows stays.
    }
    return this.#texts ?? new Map()
  }

  #write(): void {
    try {
      if (this.#texts.size === 0) this.#storage?.removeItem(this.#name)
      else this.#storage?.setItem(this.#name, JSON.stringify([...this.#texts]))
    } catch {
      // Full or blocked: the draft lasts as long as the page.
    }
  }
}

const isDraft = (entry: unknown): entry is [string, string] =>
  Array.isArray(entry) && entry.length === 2 && entry.every(part => typeof part === 'string')
