import type { LauncherStrings } from '../../locales/launcher-labels.ts'
import { adoptSheets } from '../../styles/adopt-sheets.ts'
import { isolation } from '../../styles/isolation.ts'
import { launcher } from '../../styles/launcher.ts'
import { tokens } from '../../styles/tokens.ts'
import { LauncherButton } from '../chat-launcher/launcher-button.ts'
import type { ChatLayout } from '../view-options.ts'
import { viewSheet } from '../view-sheet.ts'

interface FrameState {
  readonly layout: ChatLayout
  readonly open: boolean
  readonly unread: number
  readonly labels: LauncherStrings
  readonly lang: string
  readonly direction: 'ltr' | 'rtl'
}

const slots = ['header', 'empty', 'message-footer', 'composer-start'] as const

/** The nodes of `<chat-view>` itself, made by hand: the launcher, the place of the panel, and what says that it failed. */
export class ViewFrame {
  /** Where all of it stands. */
  readonly chat = document.createElement('div')
  readonly #root: ShadowRoot
  readonly #press: () => void
  #launcher: LauncherButton | null = null
  #panel: HTMLElement | null = null

  constructor(root: ShadowRoot, press: () => void) {
    this.#root = root
    this.#press = press
    this.chat.className = 'chat'
    root.append(this.chat)
  }

  /** Only a popup has one, made when it is wanted. */
  get launcher(): LauncherButton {
    this.#launcher ??= new LauncherButton(this.#press)
    return this.#launcher
  }

  update(state: FrameState): void {
    const { layout, lang, direction } = state
    // In each document that it is moved to.
    adoptSheets(this.#root, tokens, isolation, launcher, viewSheet)
    this.chat.lang = lang
    this.chat.dir = direction
    if (layout === 'popup') {
      this.launcher.update(state)
      if (!this.launcher.element.isConnected) this.chat.prepend(this.launcher.element)
    } else this.#launcher?.element.remove()
    this.#raise(layout === 'popup')
  }

  /** Puts the panel in, with the page's own pieces passed on to it; null takes it out. */
  set panel(panel: HTMLElement | null) {
    if (panel === this.#panel) return
    this.#panel?.remove()
    this.#panel = panel
    if (!panel) return
    panel.replaceChildren(...slots.map(passedOn))
    this.chat.append(panel)
  }

  #raise(wanted: boolean): void {
    const chat = this.chat
    // Browsers without popovers, and pages that took them away, show it in its place.
    if (!chat.showPopover) return
    chat.popover = wanted ? 'manual' : null
    if (wanted && chat.isConnected && !chat.matches(':popover-open')) chat.showPopover()
  }
}

function passedOn(name: string): HTMLSlotElement {
  const slot = document.createElement('slot')
  slot.name = name
  slot.slot = name
  return slot
}
