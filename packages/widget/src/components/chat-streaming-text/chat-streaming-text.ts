import { ContextConsumer } from '@lit/context'
import { html, type PropertyValues, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { ChatLinkEvent } from '../../events/chat-link-event.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { createMarkdownView, type MarkdownOptions, type MarkdownView } from '../../markdown/index.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { prose } from '../../styles/prose.ts'
import { waiting } from '../../styles/waiting.ts'
import { ChatElement } from '../chat-element.ts'
import { decorateCode } from './decorate-code.ts'
import { streamingTextSheet } from './streaming-text-sheet.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-streaming-text': ChatStreamingText
  }
}

/**
 * Markdown that may still grow (UX3). What arrives within a frame is drawn once.
 * @csspart message-text @csspart code-block @csspart copy
 */
export class ChatStreamingText extends ChatElement {
  static override sheets = [base, controls, prose, waiting, streamingTextSheet]
  static override properties = { text: { attribute: false }, live: { attribute: false } }

  declare text: string
  /** More is to come. */
  declare live: boolean

  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  #view: MarkdownView | null = null
  #frame: number | null = null

  constructor() {
    super()
    this.text = ''
    this.live = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (this.#frame !== null) cancelAnimationFrame(this.#frame)
    this.#frame = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.#view) this.#draw()
  }

  protected override render(): TemplateResult {
    return html`<div class="prose" part="message-text" dir="auto"></div>`
  }

  protected override updated(changed: PropertyValues): void {
    const { target } = this
    if (!target || !this.#words.value) return
    target.classList.toggle('live', this.live)
    // The first text and the last are drawn at once, so that nothing jumps; between them once a frame.
    if (!this.#view || !this.live) this.#draw()
    else if (changed.has('text')) this.#frame ??= requestAnimationFrame(() => this.#draw())
  }

  private get target(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.prose')
  }

  #draw(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame)
    this.#frame = null
    const { target } = this
    const words = this.#words.value
    if (!target || !words) return
    this.#view ??= createMarkdownView(target, this.#options(words))
    this.#view.replace(this.text)
    if (!this.live) this.#view.finish()
  }

  #options(words: Localisation): MarkdownOptions {
    return {
      // The thread's title is a second-level heading; answers mostly begin with one of theirs.
      headingOffset: 1,
      onLink: (event, url) => {
        if (!this.dispatchEvent(new ChatLinkEvent(url))) event.preventDefault()
      },
      codeBlock: (code, language) => decorateCode(code, language, words),
      strings: {
        table: words.text('part.table'),
        image: words.text('part.image'),
        showImage: host => words.text('part.loadImage', { host }),
        done: words.text('part.taskDone'),
        open: words.text('part.taskOpen'),
      },
    }
  }
}
