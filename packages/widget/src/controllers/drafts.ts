import { type DeviceStorage, deviceStorage } from './device-storage.ts'

const mostDrafts = 50

/** So long what is typed may stay in memory alone, on a page that one does not leave; ms. */
const saveAfter = 300

/** Owner of the drafts of one who is not known yet. */
export const nobody = 'nobody'

/**
 * Unsent texts, one a thread, kept on this device (CV11). The oldest go when there are too many; where nothing can be
 * stored they last as long as the page (EM6).
 */
export class Drafts {
  readonly #name: string
  readonly #storage: DeviceStorage | null
  #texts: Map<string, string>
  /** What was typed since it was last written down. */
  #typed: readonly [thread: string, text: string] | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(owner: string, storage: DeviceStorage | null = deviceStorage()) {
    this.#name = `chat-view:drafts:${owner}`
    this.#storage = storage
    this.#texts = this.#read()
  }

  get(thread: string): string {
    this.save()
    return this.#texts.get(thread) ?? ''
  }

  /** Keeps a text that somebody types, and writes it down soon: each key would wait for that. */
  type(thread: string, text: string): void {
    if (this.#typed?.[0] !== thread) this.save()
    this.#typed = [thread, text]
    if (this.#timer) return
    this.#timer = setTimeout(this.save, saveAfter)
    globalThis.addEventListener?.('pagehide', this.save)
  }

  /** Writes down what was typed, at once. */
  readonly save = (): void => {
    const typed = this.#typed
    if (!typed) return
    clearTimeout(this.#timer)
    globalThis.removeEventListener?.('pagehide', this.save)
    this.#timer = undefined
    this.#typed = null
    this.set(...typed)
  }

  set(thread: string, text: string): void {
    this.save()
    // Another tab may have kept drafts of other threads meanwhile.
    this.#texts = this.#read()
    this.#texts.delete(thread)
    if (text.trim() !== '') this.#texts.set(thread, text)
    const [oldest] = this.#texts.keys()
    if (this.#texts.size > mostDrafts && oldest !== undefined) this.#texts.delete(oldest)
    this.#write()
  }

  /** Forgets all of them. */
  clear(): void {
    this.save()
    this.#texts = new Map()
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
