import { createIcon } from '../../icons/create-icon.ts'
import { chatIcon, downIcon } from '../../icons/launcher.ts'
import type { LauncherStrings } from '../../locales/launcher-labels.ts'

/** More is written as "99+". */
const most = 99

interface LauncherState {
  readonly open: boolean
  /** Threads with something unread. */
  readonly unread: number
  readonly labels: LauncherStrings
}

/** The popup's bubble, drawn by hand so that a page that never opens the chat pays for nothing else. */
export class LauncherButton {
  /** The `launcher` slot: what a page puts there stands for our button and works like it. */
  readonly element: HTMLSlotElement = document.createElement('slot')
  readonly #button = document.createElement('button')
  readonly #badge = document.createElement('span')
  readonly #icons = { open: createIcon(chatIcon), close: createIcon(downIcon) }
  #state: LauncherState | null = null

  constructor(press: () => void) {
    this.element.name = 'launcher'
    this.element.append(this.#button)
    this.element.addEventListener('click', press)
    this.element.addEventListener('slotchange', () => this.#describe())
    for (const kind of ['keydown', 'keypress', 'keyup']) {
      this.#button.addEventListener(kind, event => event.stopPropagation())
    }
    this.#button.className = 'launcher'
    this.#button.part.value = 'launcher'
    this.#button.ariaHasPopup = 'dialog'
    this.#badge.className = 'badge'
    this.#badge.part.value = 'badge'
    this.#badge.ariaHidden = 'true'
  }

  update(state: LauncherState): void {
    this.#state = state
    const { open, unread, labels } = state
    const counts = !open && unread > 0
    const label = counts
      ? labels['launcher.unread'].replace('{count}', String(unread))
      : labels[open ? 'launcher.close' : 'launcher.open']
    this.#button.ariaLabel = label
    this.#badge.textContent = unread > most ? `${most}+` : String(unread)
    this.#button.replaceChildren(this.#icons[open ? 'close' : 'open'], ...(counts ? [this.#badge] : []))
    this.#describe()
  }

  focus(): void {
    const [own] = this.element.assignedElements()
    if (own instanceof HTMLElement) own.focus()
    else this.#button.focus()
  }

  /** What the page put in its place tells assistive technology the same. */
  #describe(): void {
    const open = String(this.#state?.open ?? false)
    for (const element of [this.#button, ...this.element.assignedElements()]) element.ariaExpanded = open
  }
}
