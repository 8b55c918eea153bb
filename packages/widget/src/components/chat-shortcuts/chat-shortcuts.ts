import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { keyNames } from '../../controllers/keys/key-names.ts'
import { type Shortcut, type ShortcutPlace, shortcuts } from '../../controllers/keys/shortcuts.ts'
import { closeIcon } from '../../icons/controls.ts'
import { iconButton } from '../../icons/icon-button.ts'
import type { Localisation } from '../../locales/localisation.ts'
import type { StringKey } from '../../locales/strings.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { dialogSheet } from '../chat-dialog/dialog-sheet.ts'
import { ChatElement } from '../chat-element.ts'
import { shortcutsSheet } from './shortcuts-sheet.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-shortcuts': ChatShortcuts
  }
}

const groups: readonly (readonly [label: StringKey, places: readonly ShortcutPlace[]])[] = [
  ['shortcuts.anywhere', ['anywhere']],
  ['shortcuts.writing', ['writing', 'blank']],
  ['shortcuts.reading', ['reading']],
]

/** The list of keyboard shortcuts, made from their table; a dialog that takes itself away once it is closed. */
export class ChatShortcuts extends ChatElement {
  static override sheets = [base, controls, dialogSheet, shortcutsSheet]
  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })

  /** Resolves once it is shown. */
  async open(): Promise<void> {
    await this.updateComplete
    this.#element()?.showModal()
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words.value
    if (!words) return nothing
    return html`<dialog
      class="dialog"
      lang=${words.tag}
      dir=${words.direction}
      aria-labelledby="title"
      @close=${() => this.remove()}
      @keydown=${(event: Event) => event.stopPropagation()}
    >
      <h3 id="title">
        ${words.text('shortcuts.title')}
        ${iconButton({ label: words.text('common.close'), drawing: closeIcon, press: () => this.#element()?.close() })}
      </h3>
      ${groups.map(([label, places]) => {
        const rows = shortcuts.filter(({ where }) => places.includes(where))
        return html`<h4>${words.text(label as 'shortcuts.reading')}</h4>
          <dl>
            ${rows.map(shortcut => this.#row(words, shortcut))}
          </dl>`
      })}
    </dialog>`
  }

  #row(words: Localisation, { label, keys }: Shortcut): TemplateResult {
    const [shown = ''] = keys
    return html`<div>
      <dt>${words.text(label as 'shortcuts.write')}</dt>
      <dd>
        ${keyNames(words, shown).map(
          ({ shown, spoken }) =>
            html`<kbd
              >${spoken === null ? shown : html`<span aria-hidden="true">${shown}</span><span class="unseen">${spoken}</span>`}</kbd
            >`,
        )}
      </dd>
    </div>`
  }

  #element(): HTMLDialogElement | null {
    return this.renderRoot?.querySelector('dialog') ?? null
  }
}
