import type { Chat, ChatError, Receipt } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { Drafts, nobody, nobodyIn } from '../../controllers/drafts.ts'
import { saveFile } from '../../controllers/save-file.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { dialogSheet } from '../chat-dialog/dialog-sheet.ts'
import { ChatElement } from '../chat-element.ts'
import { forgetEdits } from '../chat-message-editor/kept-edit.ts'
import { accountSheet } from './account-sheet.ts'
import { receiptList } from './receipt-list.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-account': ChatAccount
  }
}

/** How far an erasure is: asked once, asked twice, on its way, refused or not confirmed, done. */
type Erasure =
  | { readonly step: 'ask' | 'sure' | 'erasing' }
  | { readonly step: 'failed'; readonly error: ChatError }
  | { readonly step: 'done'; readonly receipt: Receipt }

/** Erases all that is a user's, after two questions, and hands them the receipt (CV12). */
export class ChatAccount extends ChatElement {
  static override sheets = [base, controls, dialogSheet, accountSheet]
  static override properties = { erasure: { state: true, attribute: false } }

  declare private erasure: Erasure

  readonly #chat = new ContextConsumer(this, { context: chatContext })
  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })

  constructor() {
    super()
    this.erasure = { step: 'ask' }
  }

  /** Resolves once it is shown. */
  async open(): Promise<void> {
    await this.updateComplete
    this.#element()?.showModal()
  }

  protected override updated(): void {
    // Each step has other buttons; the harmless one is first.
    if (!this.shadowRoot?.activeElement) this.#element()?.querySelector<HTMLElement>('button, [tabindex]')?.focus()
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words.value
    if (!words) return nothing
    return html`<dialog
      class="dialog"
      role="alertdialog"
      lang=${words.tag}
      dir=${words.direction}
      aria-labelledby="title"
      aria-describedby="text"
      @cancel=${this.#cancel}
      @close=${this.#closed}
      @keydown=${this.#keydown}
    >
      ${this.#step(words, this.erasure)}
    </dialog>`
  }

  #step(words: Localisation, erasure: Erasure): TemplateResult {
    const no = html`<button type="button" class="do" @click=${this.#close}>${words.text('common.cancel')}</button>`
    switch (erasure.step) {
      case 'ask':
        return html`<h3 id="title">${words.text('account.eraseTitle')}</h3>
          <div id="text">
            <p>${words.text('account.eraseText')}</p>
            <p>${words.text('account.eraseKeep')}</p>
          </div>
          <div class="row">
            ${no}<button type="button" class="do" @click=${this.#goOn}>${words.text('account.goOn')}</button>
          </div>`
      case 'sure':
        return html`<h3 id="title">${words.text('account.sureTitle')}</h3>
          <p id="text">${words.text('account.sureText')}</p>
          <div class="row">
            ${no}<button type="button" class="do bad" @click=${this.#erase}>${words.text('account.eraseYes')}</button>
          </div>`
      case 'erasing':
        return html`<h3 id="title" tabindex="-1">${words.text('account.erase')}</h3>
          <p id="text" role="status">${words.text('account.erasing')}</p>`
      case 'failed':
        return html`<h3 id="title">${words.text('account.failed')}</h3>
          <p id="text" role="alert">${words.error(erasure.error.code)}</p>
          <div class="row">
            ${no}<button type="button" class="do" @click=${this.#erase}>${words.text('delivery.retry')}</button>
          </div>`
      case 'done':
        return this.#done(words, erasure.receipt)
    }
  }

  #done(words: Localisation, receipt: Receipt): TemplateResult {
    const save = (): void => {
      saveFile(`${words.text('account.receiptName')}.json`, 'application/json', JSON.stringify(receipt, null, 2))
    }
    const anew = words.text(this.#surface.value?.startAnew ? 'account.startAnew' : 'common.close')
    return html`<h3 id="title">${words.text('account.done')}</h3>
      <p id="text" role="status">${words.text('account.receiptText')}</p>
      ${receiptList(words, receipt)}
      <div class="row">
        <button type="button" class="do main" @click=${save}>${words.text('account.saveReceipt')}</button>
        <button type="button" class="do" @click=${this.#close}>${anew}</button>
      </div>`
  }

  readonly #goOn = (): void => {
    this.erasure = { step: 'sure' }
  }

  readonly #erase = async (): Promise<void> => {
    const chat = this.#chat.value
    if (!chat || this.erasure.step === 'erasing') return
    this.erasure = { step: 'erasing' }
    try {
      this.erasure = { step: 'done', receipt: await eraseAll(chat, this.#surface.value?.home ?? null) }
      this.#surface.value?.openThread(null)
    } catch (error) {
      this.erasure = { step: 'failed', error: error as ChatError }
    }
  }

  readonly #close = (): void => this.#element()?.close()

  /** Nothing interrupts what is on its way, and the receipt does not go by a slip of the finger. */
  readonly #cancel = (event: Event): void => {
    if (this.erasure.step === 'erasing' || this.erasure.step === 'done') event.preventDefault()
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    event.stopPropagation()
    // A browser need not ask before it closes a dialog: only the key itself can always be kept from it.
    if (event.key === 'Escape') this.#cancel(event)
  }

  readonly #closed = (): void => {
    const surface = this.#surface.value
    this.remove()
    if (this.erasure.step !== 'done' || !surface) return
    surface.startAnew?.()
    surface.focusComposer()
  }

  #element(): HTMLDialogElement | null {
    return this.renderRoot?.querySelector('dialog') ?? null
  }
}

/** The SDK wipes what it keeps on the device; the drafts are ours. */
async function eraseAll(chat: Chat, home: string | null): Promise<Receipt> {
  const user = chat.$session.get()?.user.id
  const receipt = await chat.account.erase()
  for (const owner of [user, home && nobodyIn(home)]) if (owner) new Drafts(owner).clear()
  for (const owner of [user, nobody]) if (owner) forgetEdits(owner)
  return receipt
}
