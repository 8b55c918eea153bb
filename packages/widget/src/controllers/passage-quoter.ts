import type { LitElement, ReactiveController } from 'lit'
import type { Surface } from '../context/surface-context.ts'
import { createIcon } from '../icons/create-icon.ts'
import { quoteIcon } from '../icons/messages.ts'
import type { Localisation } from '../locales/localisation.ts'
import { adoptSheets } from '../styles/adopt-sheets.ts'
import { defineSheet } from '../styles/define-sheet.ts'
import { findComposer } from './find-composer.ts'
import { quoteInto } from './quote-text.ts'
import { type SelectedPassage, selectedPassage } from './selected-passage.ts'

/** A selection that has not moved for so long is one; milliseconds. */
const settledMs = 250

const gap = 6

const sheet = defineSheet(/* css */ `
.quote { position: fixed; inset: auto; margin: 0; display: flex; align-items: center; gap: 6px; min-block-size: var(--chat-hit); padding: 5px 12px; border: 1px solid transparent; border-radius: var(--chat-r-row); background: var(--chat-paper); color: var(--chat-text); box-shadow: var(--chat-shadow); font-size: var(--chat-t-s); line-height: 20px; font-weight: 550 }
.quote:not(:popover-open) { display: none }
.quote svg { color: var(--chat-soft) }
`)

interface QuoterPlace {
  readonly words: () => Localisation | null | undefined
  readonly surface: () => Surface | null | undefined
}

/**
 * Offers to quote what was selected in a message: a small button beside the selection, which takes no focus and goes with
 * it (CV11). The message's menu offers the same to those who select nothing.
 */
export class PassageQuoter implements ReactiveController {
  readonly #panel: LitElement
  readonly #place: QuoterPlace
  #button: HTMLButtonElement | null = null
  #passage: SelectedPassage | null = null
  /** Where selections are told of. */
  #document: Document | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(panel: LitElement, place: QuoterPlace) {
    this.#panel = panel
    this.#place = place
    panel.addController(this)
  }

  hostConnected(): void {
    this.#document = this.#panel.ownerDocument
    this.#document.addEventListener('selectionchange', this.#changed)
    this.#panel.renderRoot.addEventListener('scroll', this.hide, { capture: true, passive: true })
  }

  hostDisconnected(): void {
    this.#document?.removeEventListener('selectionchange', this.#changed)
    this.#panel.renderRoot.removeEventListener('scroll', this.hide, { capture: true })
    clearTimeout(this.#timer)
    this.hide()
  }

  get shown(): boolean {
    return this.#passage !== null
  }

  readonly hide = (): void => {
    this.#passage = null
    this.#button?.remove()
    this.#button = null
  }

  readonly #changed = (): void => {
    clearTimeout(this.#timer)
    // Whether it is collapsed is not told of one within shadow trees.
    if ((this.#document?.getSelection()?.toString() ?? '') === '') this.hide()
    else this.#timer = setTimeout(() => void this.#look(), settledMs)
  }

  async #look(): Promise<void> {
    const list = this.#panel.shadowRoot?.querySelector('chat-messages')
    const passage = list ? selectedPassage(list) : null
    if (!passage || !findComposer(passage.message)) {
      this.hide()
      return
    }
    await this.#place.words()?.dialogs()
    if (this.#panel.isConnected) this.#show(passage)
  }

  #show(passage: SelectedPassage): void {
    const words = this.#place.words()
    const root = this.#panel.shadowRoot
    if (!words || !root) return
    this.hide()
    adoptSheets(root, sheet)
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'quote'
    button.popover = 'manual'
    button.append(createIcon(quoteIcon, { small: true }), words.text('message.quote'))
    // The selection goes with the press otherwise.
    button.addEventListener('pointerdown', event => event.preventDefault())
    button.addEventListener('mousedown', event => event.preventDefault())
    button.addEventListener('click', this.#quote)
    root.querySelector('.panel')?.append(button)
    button.showPopover()
    this.#button = button
    this.#passage = passage
    this.#stand(button, passage.box)
  }

  /** Below the selection, where fingers and the system's own menu do not lie over it; above where there is no room. */
  #stand(button: HTMLElement, box: DOMRect): void {
    const { width, height } = button.getBoundingClientRect()
    const below = box.bottom + gap
    const top = below + height > innerHeight ? box.top - gap - height : below
    const rightToLeft = getComputedStyle(button).direction === 'rtl'
    const start = rightToLeft ? box.right - width : box.left
    button.style.setProperty('top', `${Math.max(gap, top)}px`)
    button.style.setProperty('left', `${Math.min(Math.max(gap, start), innerWidth - width - gap)}px`)
  }

  readonly #quote = (): void => {
    const passage = this.#passage
    const field = passage && findComposer(passage.message)?.field
    this.hide()
    if (!field) return
    this.#document?.getSelection()?.removeAllRanges()
    quoteInto(field, passage.text)
    const words = this.#place.words()
    if (words) this.#place.surface()?.announce(words.text('message.quoted'))
  }
}
