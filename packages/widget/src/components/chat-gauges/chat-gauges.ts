import type { Chat, ContextUse, LimitUse, ThreadHandle } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import { icon } from '../../icons/icon.ts'
import { alertIcon } from '../../icons/states.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { ChatElement } from '../chat-element.ts'
import { limitName, limitReset, limitShare } from '../chat-message/limit-words.ts'
import { contextMeter } from './context-meter.ts'
import { gaugesSheet } from './gauges-sheet.ts'
import { LimitWatch } from './limit-watch.ts'
import { meterSheet } from './meter-sheet.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-gauges': ChatGauges
  }
}

const nobody = (): void => {}

/**
 * How full the context is (AI6), and limits that are nearly used up (AI7); nothing while there is nothing to say.
 * @csspart context-meter
 */
export class ChatGauges extends ChatElement {
  static override sheets = [base, meterSheet, gaugesSheet]

  #chat: Chat | null = null
  #thread: ThreadHandle | null = null
  readonly #words = new ContextConsumer(this, {
    context: localisationContext,
    subscribe: true,
    callback: words => void words?.dialogs().then(() => this.requestUpdate(), nobody),
  })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #context = new StoreController<ContextUse | null>(this)
  readonly #limits = new LimitWatch(this)
  /** Warnings that were read out. */
  #told = ''

  constructor() {
    super()
    new ContextConsumer(this, {
      context: chatContext,
      subscribe: true,
      callback: chat => {
        this.#chat = chat ?? null
        this.#follow()
      },
    })
    new ContextConsumer(this, {
      context: threadContext,
      subscribe: true,
      callback: thread => {
        this.#thread = thread ?? null
        this.#context.follow(thread?.$context ?? null)
        this.#follow()
      },
    })
  }

  #follow(): void {
    this.#limits.follow(this.#chat, this.#thread)
  }

  protected override updated(): void {
    const words = this.#words.value
    const text = this.#limits.warnings.map(limit => `${limit.scope} ${limit.unit} ${limit.period}`).join()
    if (!words || text === this.#told) return
    this.#told = text
    const [first] = this.#limits.warnings
    if (first) this.#surface.value?.announce(this.#text(words, first))
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words.value
    const context = this.#context.value ?? null
    if (!words || this.#surface.value?.readonly || words.text('context.label') === '') return nothing
    const shown = context ? contextMeter(words, context) : nothing
    const warnings = this.#limits.warnings
    if (shown === nothing && warnings.length === 0) return nothing
    return html`<div class="gauges">
      ${warnings.map(
        limit =>
          html`<p class="warning">${icon(alertIcon, { small: true })}<span>${this.#text(words, limit)}</span></p>`,
      )}
      ${shown}
    </div>`
  }

  #text(words: Localisation, limit: LimitUse): string {
    const used = words.text('limit.warning', { percent: words.percent(limitShare(limit)) })
    return `${used} ${limitName(words, limit, this.#limits.currency)}. ${limitReset(words, limit, Date.now())}`
  }
}
