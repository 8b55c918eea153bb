import { html, nothing, type TemplateResult } from 'lit'
import { enterSends } from '../../controllers/enter-sends.ts'
import { keysOf, spokenKeysOf } from '../../controllers/keys/key-names.ts'
import { matchShortcut } from '../../controllers/keys/match-shortcut.ts'
import { icon } from '../../icons/icon.ts'
import { searchIcon } from '../../icons/threads.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { fields } from '../../styles/fields.ts'
import { dialogSheet } from '../chat-dialog/dialog-sheet.ts'
import { ChatElement } from '../chat-element.ts'
import { commandGroups } from './command-groups.ts'
import type { CommandPlace } from './command-place.ts'
import type { Command } from './commands.ts'
import { commandsSheet } from './commands-sheet.ts'
import { type CommandGroup, findCommands } from './find-commands.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-commands': ChatCommands
  }
}

/** So many of each group are offered. */
const most = 12

/**
 * The menu of commands: a field and a list that typing narrows down. The focus stays in the field, the arrow keys choose,
 * Enter runs; it takes itself away once it is closed, and the focus goes back where it was (UX1).
 */
export class ChatCommands extends ChatElement {
  static override sheets = [base, controls, fields, dialogSheet, commandsSheet]
  static override properties = {
    groups: { state: true, attribute: false },
    query: { state: true, attribute: false },
    at: { state: true, attribute: false },
  }

  declare private groups: readonly CommandGroup[]
  declare private query: string
  /** Place of the chosen command among those that are shown. */
  declare private at: number
  #words: Localisation | null = null

  constructor() {
    super()
    this.groups = []
    this.query = ''
    this.at = 0
  }

  /** Resolves once it is shown. */
  async open(place: CommandPlace): Promise<void> {
    this.groups = await commandGroups(place)
    this.#words = place.words
    this.requestUpdate()
    await this.updateComplete
    this.#element()?.showModal()
  }

  protected override updated(): void {
    this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words
    if (!words) return nothing
    const groups = findCommands(this.groups, this.query, most)
    const count = groups.reduce((sum, { commands }) => sum + commands.length, 0)
    let place = 0
    return html`<dialog
      class="dialog"
      lang=${words.tag}
      dir=${words.direction}
      aria-label=${words.text('commands.title')}
      @close=${() => this.remove()}
      @click=${this.#outside}
      @keydown=${this.#keydown}
    >
      <div class="head">
        <div class="field">
          ${icon(searchIcon, { small: true })}
          <input
            role="combobox"
            aria-expanded=${count > 0}
            aria-controls="list"
            aria-autocomplete="list"
            aria-activedescendant=${count > 0 ? `c${this.at}` : nothing}
            aria-label=${words.text('commands.find')}
            placeholder=${words.text('commands.find')}
            maxlength="200"
            autocomplete="off"
            spellcheck="false"
            @input=${this.#typed}
          />
        </div>
      </div>
      <div class="list" id="list" role="listbox" aria-label=${words.text('commands.title')} ?hidden=${count === 0}>
        ${groups.map(
          ({ label, commands }, index) => html`<div role="group" aria-labelledby=${`g${index}`}>
            <h4 id=${`g${index}`} role="presentation">${label}</h4>
            ${commands.map(command => this.#option(words, command, place++))}
          </div>`,
        )}
      </div>
      <p class="none" role="status" ?hidden=${count > 0}>
        ${count > 0 ? nothing : words.text('commands.none', { query: this.query })}
      </p>
    </dialog>`
  }

  #option(words: Localisation, { label, drawing, shortcut, checked, run }: Command, place: number): TemplateResult {
    return html`<div
      role="option"
      id=${`c${place}`}
      aria-selected=${place === this.at}
      aria-checked=${checked ?? nothing}
      aria-keyshortcuts=${shortcut ? spokenKeysOf(shortcut) : nothing}
      @pointermove=${() => this.#choose(place)}
      @click=${() => this.#run(run)}
    >
      ${icon(drawing)}<span class="grow cut" dir="auto">${label}</span>
      ${shortcut ? html`<kbd aria-hidden="true">${keysOf(words, shortcut)}</kbd>` : nothing}
    </div>`
  }

  readonly #typed = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value.trim()
    this.at = 0
  }

  readonly #outside = (event: Event): void => {
    if (event.target === this.#element()) this.#element()?.close()
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    event.stopPropagation()
    const shown = findCommands(this.groups, this.query, most).flatMap(({ commands }) => commands)
    if (event.key === 'ArrowDown') this.#choose((this.at + 1) % shown.length)
    else if (event.key === 'ArrowUp') this.#choose((this.at - 1 + shown.length) % shown.length)
    else if (enterSends(event)) this.#run(shown[this.at]?.run)
    else if (matchShortcut(event, ['anywhere'])?.id === 'commands') this.#element()?.close()
    else return
    event.preventDefault()
  }

  #choose(place: number): void {
    if (place >= 0) this.at = place
  }

  /** The focus is back where it was when the command begins: it may take it elsewhere. */
  #run(run: (() => void) | undefined): void {
    if (!run) return
    this.#element()?.close()
    run()
  }

  #element(): HTMLDialogElement | null {
    return this.renderRoot?.querySelector('dialog') ?? null
  }
}
