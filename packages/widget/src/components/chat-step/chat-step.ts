import type { AnswerStatus } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { TickerController } from '../../controllers/ticker-controller.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { ChatElement } from '../chat-element.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-step': ChatStep
  }
}

type Running = Extract<AnswerStatus, { state: 'running' }>

/** After so many milliseconds without a word one says that it still thinks. */
const patience = 8_000

const nobody = (): void => {}

/** What a running answer is doing, in more words than its slot has: which try comes when, and who answers instead (AI2). */
export class ChatStep extends ChatElement {
  static override properties = { answer: { attribute: false }, asks: { attribute: false } }

  declare answer: Running | null
  /** A tool waits for the reader's decision. */
  declare asks: boolean

  readonly #words = new ContextConsumer(this, {
    context: localisationContext,
    subscribe: true,
    callback: words => void words?.dialogs().then(() => this.requestUpdate(), nobody),
  })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext })
  readonly #ticker = new TickerController(this)
  /** The step that is shown, since when, and whether it was read out. */
  #step = ''
  #since = 0
  #told = ''

  constructor() {
    super()
    this.answer = null
    this.asks = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#ticker.running = false
  }

  protected override willUpdate(): void {
    const { answer } = this
    const step = answer ? `${answer.generation} ${answer.activity} ${answer.attempt}` : ''
    if (step !== this.#step) {
      this.#step = step
      this.#since = Date.now()
    }
    const counts = answer?.activity === 'thinking' || (answer?.activity === 'retrying' && this.#left > 0)
    // It may be drawn once more after it was taken away.
    this.#ticker.running = counts && this.isConnected
  }

  /** Milliseconds until the next try. */
  get #left(): number {
    return this.#since + (this.answer?.seconds ?? 0) * 1000 - Date.now()
  }

  protected override updated(): void {
    const { answer } = this
    const words = this.#words.value
    if (!words || !answer || this.#told === this.#step) return
    if (answer.activity !== 'retrying' && answer.activity !== 'fallback') return
    const text = this.#text(words, answer)
    if (text === '') return
    this.#told = this.#step
    this.#surface.value?.announce(text)
  }

  protected override render(): TemplateResult {
    const words = this.#words.value
    const text = words && this.answer ? this.#text(words, this.answer) : ''
    return text === '' ? html`<slot></slot>` : html`${text}`
  }

  #text(words: Localisation, { activity, attempt, model }: Running): string {
    if (this.asks) return words.text('step.asks')
    switch (activity) {
      case 'retrying': {
        if (attempt === null) return ''
        const left = this.#left
        return left > 0
          ? words.text('step.retryIn', { time: words.span(left), number: attempt })
          : words.text('step.retryNow', { number: attempt })
      }
      case 'fallback':
        return model === null ? '' : words.text('step.fallback', { model })
      case 'thinking':
        return Date.now() - this.#since < patience ? '' : words.text('step.still')
      case 'waiting':
        return words.text('step.tool')
      default:
        return ''
    }
  }
}
