const limit = 12

/**
 * The one polite live region of an instance. Each text is said once, in order; once nothing new was said for a while
 * they are taken out again, so that nobody comes across them (UX2).
 */
export class Announcer {
  readonly #keptMs: number
  #region: HTMLElement | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param keptMs how long texts stay after the last of them: until the slowest reader has noticed it */
  constructor(keptMs = 10_000) {
    this.#keptMs = keptMs
  }

  /** Where texts go; null: nowhere, as while the panel is closed. */
  set region(region: HTMLElement | null) {
    if (region === this.#region) return
    this.#clear()
    this.#region = region
  }

  say(text: string): void {
    const region = this.#region
    if (!region || text === '') return
    const line = document.createElement('p')
    line.textContent = text
    region.append(line)
    while (region.childElementCount > limit) region.firstElementChild?.remove()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#clear(), this.#keptMs)
  }

  #clear(): void {
    clearTimeout(this.#timer)
    this.#region?.replaceChildren()
  }
}
