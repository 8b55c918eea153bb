import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { type Icon, icon } from '../icons/icon.ts'
import type { MenuKeys } from './keys/menu-keys.ts'
import type { ShortcutId } from './keys/shortcuts.ts'

/** One action of a menu; `apart` draws a line before it, `checked` makes it a setting that is on or off. */
export interface MenuItem {
  readonly label: string
  readonly drawing: Icon
  readonly choose: () => void
  readonly bad?: boolean
  readonly apart?: boolean
  readonly checked?: boolean
  readonly shortcut?: ShortcutId
}

interface OpenMenu {
  readonly trigger: HTMLElement
  readonly label: string
  readonly items: readonly MenuItem[]
}

const margin = 12

/**
 * A menu button's menu, one for all the buttons of its host: arrows, Home, End and first letters move in it, Escape, Tab
 * and a press elsewhere close it, and the focus goes back to the button. Draw `template()` once in the host (UX1).
 */
export class MenuController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  #open: OpenMenu | null = null
  #keys: MenuKeys | null = null
  #closing = false
  /** The button of the menu that was open when the host was taken from its place. */
  #moved: HTMLElement | undefined

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host
    host.addController(this)
  }

  /** Is the menu of this button open? For its `aria-expanded`. */
  isOpen(trigger: EventTarget | null): boolean {
    return trigger !== null && this.#open?.trigger === trigger
  }

  toggle(trigger: HTMLElement, label: string, items: readonly MenuItem[]): void {
    const again = this.isOpen(trigger)
    this.close(false)
    if (again || items.length === 0) return
    this.#open = { trigger, label, items }
    trigger.setAttribute('aria-expanded', 'true')
    if (items.some(({ shortcut }) => shortcut)) void this.#loadKeys()
    this.#host.requestUpdate()
  }

  close(returnFocus = true): void {
    const open = this.#open
    if (!open) return
    this.#open = null
    open.trigger.setAttribute('aria-expanded', 'false')
    removeEventListener('resize', this.#resized)
    if (returnFocus) open.trigger.focus()
    this.#closing = true
    this.#element()?.hidePopover()
    this.#closing = false
    this.#host.requestUpdate()
  }

  hostConnected(): void {
    this.#moved?.focus()
  }

  /** It does not outlive a move within the page, which takes the focus away: that goes back to the button (EM7). */
  hostDisconnected(): void {
    this.#moved = this.#open?.trigger
    this.close(false)
    // What comes back later takes no focus.
    queueMicrotask(() => {
      this.#moved = undefined
    })
  }

  hostUpdated(): void {
    const element = this.#element()
    if (!this.#open || !element || element.matches(':popover-open')) return
    element.showPopover()
    this.#place(element, this.#open.trigger)
    addEventListener('resize', this.#resized)
    this.#buttons()[0]?.focus()
  }

  template(): TemplateResult | typeof nothing {
    const open = this.#open
    if (!open) return nothing
    return html`<div
      class="menu"
      role="menu"
      popover="auto"
      aria-label=${open.label}
      @keydown=${this.#keydown}
      @toggle=${this.#toggled}
    >
      ${open.items.map(
        item => html`${item.apart ? html`<hr />` : nothing}<button
            type="button"
            role=${item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
            aria-checked=${item.checked ?? nothing}
            tabindex="-1"
            class=${item.bad ? 'bad' : ''}
            @click=${() => this.#choose(item)}
          >
            ${icon(item.drawing)}<span>${item.label}</span>${this.#keysOf(item)}
          </button>`,
      )}
    </div>`
  }

  /** Drawn by the sheet, so that the item's name stays its label. */
  #keysOf({ shortcut }: MenuItem): TemplateResult | typeof nothing {
    return shortcut && this.#keys
      ? html`<kbd aria-hidden="true" data-keys=${this.#keys.shown(shortcut)}></kbd>`
      : nothing
  }

  /** A menu whose keys could not be loaded does without them. */
  async #loadKeys(): Promise<void> {
    this.#keys ??= await import('./keys/menu-keys.ts').then(({ menuKeys }) => menuKeys(this.#host)).catch(() => null)
    this.#host.requestUpdate()
  }

  /** It stays with its button, and goes with it. */
  readonly #resized = (): void => {
    const element = this.#element()
    if (element && this.#open?.trigger.checkVisibility()) this.#place(element, this.#open.trigger)
    else this.close()
  }

  #choose(item: MenuItem): void {
    this.close()
    item.choose()
  }

  readonly #toggled = (event: ToggleEvent): void => {
    // A press elsewhere has closed it; whoever was pressed has the focus now. The event comes late: it may be about a
    // menu that is gone, and must not close the next one.
    if (event.newState === 'closed' && !this.#closing && event.target === this.#element()) this.close(false)
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const buttons = this.#buttons()
    const at = buttons.indexOf(event.target as HTMLElement)
    const go = (index: number): void => {
      buttons.at(index % buttons.length)?.focus()
      event.preventDefault()
    }
    event.stopPropagation()
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      this.close()
    } else if (event.key === 'ArrowDown') go(at + 1)
    else if (event.key === 'ArrowUp') go(at - 1)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(-1)
    else if (event.key.length === 1) this.#findLetter(event.key, buttons, at)
  }

  #findLetter(letter: string, buttons: readonly HTMLElement[], at: number): void {
    const wanted = letter.toLocaleLowerCase()
    const after = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)]
    after.find(button => button.textContent?.trim().toLocaleLowerCase().startsWith(wanted))?.focus()
  }

  /**
   * Below the button, or above where there is no room, its end at the button's end; where that is in the first half of
   * its host, start at start, for it would hang out of it.
   */
  #place(menu: HTMLElement, trigger: HTMLElement): void {
    const anchor = trigger.getBoundingClientRect()
    const { width, height } = menu.getBoundingClientRect()
    const host = this.#host.getBoundingClientRect()
    const isOnLeft = anchor.left + anchor.right < host.left + host.right
    // A host without a box of its own tells nothing.
    const isRightToLeft = getComputedStyle(menu).direction === 'rtl'
    const beginsLeft = host.width > 0 ? isOnLeft : isRightToLeft
    const left = beginsLeft ? anchor.left : anchor.right - width
    const below = anchor.bottom + 4
    const top = below + height > innerHeight - margin ? Math.max(margin, anchor.top - height - 4) : below
    menu.style.setProperty('inset', 'auto')
    menu.style.setProperty(
      'left',
      `${Math.min(Math.max(margin, left), Math.max(margin, innerWidth - width - margin))}px`,
    )
    menu.style.setProperty('top', `${top}px`)
  }

  #element(): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('.menu') ?? null
  }

  #buttons(): HTMLElement[] {
    return [...(this.#element()?.querySelectorAll<HTMLElement>('button') ?? [])]
  }
}
