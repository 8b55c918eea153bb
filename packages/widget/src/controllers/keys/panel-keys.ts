import { ContextConsumer } from '@lit/context'
import type { LitElement } from 'lit'
import type { CommandPlace } from '../../components/chat-commands/command-place.ts'
import { runShortcut } from '../../components/chat-commands/run-shortcut.ts'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { deepActiveElement } from '../focusable-elements.ts'
import { PassageQuoter } from '../passage-quoter.ts'
import { matchShortcut } from './match-shortcut.ts'
import type { ShortcutPlace } from './shortcuts.ts'

/** A panel, as far as keys act on it. */
export type KeyedPanel = LitElement & Pick<CommandPlace, 'newThread' | 'focusComposer'>

const writes = (element: Element | null): boolean =>
  element instanceof HTMLElement && (element.matches('input, textarea, select') || element.isContentEditable)

/** The keys of one panel, and what is offered for words that are selected in it; loaded when the focus first comes into it. */
export class PanelKeys {
  readonly #panel: KeyedPanel
  readonly #chat
  readonly #words
  readonly #surface
  readonly #thread
  readonly #quoter: PassageQuoter

  constructor(panel: KeyedPanel) {
    this.#panel = panel
    this.#chat = new ContextConsumer(panel, { context: chatContext, subscribe: true })
    this.#words = new ContextConsumer(panel, { context: localisationContext, subscribe: true })
    this.#surface = new ContextConsumer(panel, { context: surfaceContext, subscribe: true })
    this.#thread = new ContextConsumer(panel, { context: threadContext, subscribe: true })
    this.#quoter = new PassageQuoter(panel, { words: () => this.#words.value, surface: () => this.#surface.value })
  }

  /** Does what a key is for. False: it is for nothing here, and goes on. */
  press(event: KeyboardEvent): boolean {
    if (event.key === 'Escape' && this.#quoter.shown) {
      this.#quoter.hide()
      event.preventDefault()
      return true
    }
    const shortcut = matchShortcut(event, this.#places())
    const place = this.#place()
    if (!shortcut || !place || !runShortcut(shortcut.id, place)) return false
    event.preventDefault()
    return true
  }

  #places(): readonly ShortcutPlace[] {
    const active = deepActiveElement()
    if (!writes(active)) return ['anywhere', 'reading']
    const blank = active instanceof HTMLTextAreaElement && active.matches('[part~=input]') && active.value === ''
    return blank ? ['anywhere', 'blank'] : ['anywhere']
  }

  #place(): CommandPlace | null {
    const panel = this.#panel
    const root = panel.shadowRoot
    const [chat, words, surface] = [this.#chat.value, this.#words.value, this.#surface.value]
    if (!root || !chat || !words || !surface) return null
    return {
      chat,
      words,
      surface,
      root,
      thread: this.#thread.value ?? null,
      newThread: () => panel.newThread(),
      focusComposer: () => panel.focusComposer(),
    }
  }
}
