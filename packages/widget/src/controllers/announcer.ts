const limit = 12

/**
 * The one polite live region of an instance. Each text is said once, in order; texts that were said are taken out again
 * so that nobody comes across them (UX2).
 */
export class Announcer {
  #region: HTMLElement | null = null

  /** Where texts go; null: nowhere, as while the panel is closed. */
  set region(region: HTMLElement | null) {
    if (region === this.#region) return
    this.#region?.replaceChildren()
    this.#region = region
  }

  say(text: string): void {
    const region = this.#region
    if (!region || text === '') return
    const line = document.createElement('p')
    line.textContent = text
    region.append(line)
    while (region.childElementCount > limit) region.firstElementChild?.remove()
  }
}
