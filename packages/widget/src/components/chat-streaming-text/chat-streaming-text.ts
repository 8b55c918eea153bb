import { ContextConsumer } from '@lit/context'
import { html, type PropertyValues, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { isDrawingTime } from '../../controllers/typing-pace.ts'
import { ChatLinkEvent } from '../../events/chat-link-event.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { GrowingView } from '../../markdown/growing-view.ts'
import type { MarkdownExtension } from '../../markdown/markdown-extension.ts'
import type { MarkdownOptions } from '../../markdown/markdown-options.ts'
import type { MarkdownView } from '../../markdown/markdown-view.ts'
import type { MarkdownPlugin } from '../../plugins/markdown-plugin.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { prose } from '../../styles/prose.ts'
import { waiting } from '../../styles/waiting.ts'
import { ChatElement } from '../chat-element.ts'
import { CodeBlocks } from './code-blocks.ts'
import { markdownWords } from './markdown-words.ts'
import { pageMarkdown } from './page-markdown.ts'
import { SliceLength } from './slice-length.ts'
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
  /** What draws in it besides the page's plug-ins, before which it is asked. Read when the text is first drawn. */
  plugins: readonly MarkdownPlugin[] = []

  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #code = new CodeBlocks(this, text => this.#surface.value?.announce(text))
  readonly #slices = new SliceLength()
  #page: ReturnType<typeof pageMarkdown> | null = null
  /** Made of the page's plug-ins by what is loaded for the first of them. */
  #extension: MarkdownExtension | undefined
  #dress = (): void => {}
  #view: MarkdownView | null = null
  #frame: number | null = null
  #drawn = 0
  /** Milliseconds of the last time it was drawn. */
  #took = 0

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

  override adoptedCallback(): void {
    super.adoptedCallback()
    this.#dress()
  }

  protected override render(): TemplateResult {
    return html`<div class="prose" part="message-text"></div>`
  }

  /** A text that only grows has no template to be drawn anew: what is new waits for the next frame. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    if (!this.#view || !this.live || changed.size !== 1 || !changed.has('text')) return true
    this.#frame ??= requestAnimationFrame(this.#grow)
    return false
  }

  protected override updated(): void {
    const { target } = this
    if (!target || !this.#words.value) return
    target.classList.toggle('live', this.live)
    // The first text and the last are drawn at once, so that nothing jumps; between them once a frame.
    if (!this.#view || !this.live) this.#draw()
  }

  private get target(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.prose')
  }

  readonly #grow = (now: number): void => {
    if (isDrawingTime(now, this.#drawn, this.#took)) this.#draw(now)
    else this.#frame = requestAnimationFrame(this.#grow)
  }

  #draw(now = performance.now()): void {
    this.#drawn = now
    if (this.#frame !== null) cancelAnimationFrame(this.#frame)
    this.#frame = null
    const { target } = this
    const words = this.#words.value
    if (!target || !words || !this.#isReady()) return
    this.#view ??= new GrowingView(target, this.#options(words), () => this.#drawAgain())
    const { text } = this.#view
    const from = this.text.startsWith(text) ? text.length : 0
    const slice = this.text.slice(0, from + this.#slices.at(now))
    const began = performance.now()
    this.#view.replace(slice)
    this.#took = performance.now() - began
    if (slice.length < this.text.length) this.#frame = requestAnimationFrame(this.#grow)
    else if (!this.live) this.#view.finish()
  }

  /** There are more rules to read it with than before. */
  #drawAgain(): void {
    this.#view?.dispose()
    this.#view = null
    this.#draw()
  }

  /** The page's plug-ins are loaded before anything is drawn; without them if that fails. */
  #isReady(): boolean {
    if (this.#page) return this.#extension !== undefined || this.#page.plugins.length === 0
    this.#page = pageMarkdown(this)
    const { plugins } = this.#page
    if (plugins.length === 0) return true
    import('../../plugins/extend-markdown.ts').then(
      ({ extendMarkdown, dressRoot }) => {
        const extension = extendMarkdown(plugins)
        this.#extension = extension
        this.#dress = () => dressRoot(this.renderRoot as ShadowRoot, extension.sheets)
        this.#dress()
        this.#draw()
      },
      () => {
        this.#page = { ...pageMarkdown(this), plugins: [] }
        this.#draw()
      },
    )
    return false
  }

  #options(words: Localisation): MarkdownOptions {
    return {
      // The thread's title is a second-level heading; answers mostly begin with one of theirs.
      headingOffset: 1,
      imageHosts: this.#page?.imageHosts ?? [],
      extension: this.#extension,
      onLink: (event, url) => {
        if (!this.dispatchEvent(new ChatLinkEvent(url))) event.preventDefault()
      },
      codeBlock: (code, language, signal) => this.#code.add(code, { language, words, signal }),
      strings: markdownWords(words),
    }
  }
}
