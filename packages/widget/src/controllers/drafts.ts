import { type DeviceStorage, deviceStorage } from './device-storage.ts'

const mostDrafts = 50

/** So long what is typed may stay in memory alone, on a page that one does not leave; ms. */
const saveAfter = 300

/** Owner of the drafts of one who is not known yet. */
export const nobody = 'nobody'

/** Owner of what one who is not known yet writes to a project; `home` is its server and its name. */
export const nobodyIn = (home: string): string => `${home}:${nobody}`

/**
 * Unsent texts, one a thread, kept on this device (CV11). The oldest go when there are too many; where nothing can be
 * stored they last as long as the page (EM6).
 */
export class Drafts {
  readonly #name: string
  readonly #storage: DeviceStorage | null
  /** What could not be written down, with what was written there then: another tab's newer words count. */
  readonly #unsaved = new Map<string, { readonly text: string; readonly over: string | undefined }>()
  /** What was typed since it was last written down. */
  #typed: readonly [thread: string, text: string] | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(owner: string, storage: DeviceStorage | null = deviceStorage()) {
    this.#name = `chat-view:drafts:${owner}`
    this.#storage = storage
  }

  get(thread: string): string {
    this.save()
    return this.#read().get(thread) ?? ''
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
    this.#unsaved.delete(thread)
    this.#unsaved.set(thread, { text, over: this.#stored().get(thread) })
    dropOldest(this.#unsaved)
    this.#write(this.#read())
  }

  /** Forgets a text, unless another one has come in its place. */
  drop(thread: string, text: string): void {
    if (this.get(thread) === text) this.set(thread, '')
  }

  /** Forgets all of them. */
  clear(): void {
    this.save()
    this.#unsaved.clear()
    this.#write(new Map())
  }

  /** What is written down by now, also by another tab, and over it what is not. */
  #read(): Map<string, string> {
    const texts = this.#stored()
    for (const [thread, { text, over }] of this.#unsaved) {
      if (texts.get(thread) !== over) this.#unsaved.delete(thread)
      else {
        texts.delete(thread)
        if (text.trim() !== '') texts.set(thread, text)
      }
    }
    dropOldest(texts)
    return texts
  }

  #stored(): Map<string, string> {
    try {
      const stored: unknown = JSON.parse(this.#storage?.getItem(this.#name) ?? '[]')
      if (Array.isArray(stored)) return new Map(stored.filter(isDraft))
    } catch {
      // Somebody else wrote under this name, or storage is blocked.
    }
    return new Map()
  }

  #write(texts: Map<string, string>): void {
    if (!this.#storage) return
    try {
      if (texts.size === 0) this.#storage.removeItem(this.#name)
      else this.#storage.setItem(this.#name, JSON.stringify([...texts]))
      this.#unsaved.clear()
    } catch {
      // Full or blocked: the draft lasts as long as the page.
    }
  }
}

const dropOldest = (texts: Map<string, unknown>): void => {
  for (const name of texts.keys()) if (texts.size > mostDrafts) texts.delete(name)
}

const isDraft = (entry: unknown): entry is [string, string] =>
  Array.isArray(entry) && entry.length === 2 && entry.every(part => typeof part === 'string')
