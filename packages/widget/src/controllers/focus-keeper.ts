import type { ReactiveController, ReactiveControllerHost } from 'lit'

/**
 * Keeps the focus in a list when the row that has it goes away: the row that took its place gets it, else the last one,
 * else the first button that is left (UX1). Only what is lost by drawing is kept; the focus is never taken.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #rows: () => readonly HTMLElement[]
  #place: { readonly active: Element; readonly index: number } | null = null

  constructor(host: ReactiveControllerHost & HTMLElement, rows: () => readonly HTMLElement[]) {
    this.#host = host
    this.#rows = rows
    host.addController(this)
  }

  hostUpdate(): void {
    const active = this.#host.shadowRoot?.activeElement ?? null
    const index = active ? this.#rows().findIndex(row => row.parentElement?.contains(active)) : -1
    this.#place = active && index >= 0 ? { active, index } : null
  }

  hostUpdated(): void {
    const place = this.#place
    this.#place = null
    if (!place || place.active.isConnected || this.#host.shadowRoot?.activeElement) return
    const rows = this.#rows()
    const row = rows[Math.min(place.index, rows.length - 1)]
    const left = row ?? this.#host.shadowRoot?.querySelector<HTMLElement>('button')
    left?.focus()
  }
}
