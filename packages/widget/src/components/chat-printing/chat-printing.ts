import type { Chat, Message, Thread } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import type { Localisation } from '../../locales/localisation.ts'
import type { MarkdownOptions } from '../../markdown/markdown-options.ts'
import { extendMarkdown } from '../../plugins/extend-markdown.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { prose } from '../../styles/prose.ts'
import { dialogSheet } from '../chat-dialog/dialog-sheet.ts'
import { ChatElement } from '../chat-element.ts'
import { markdownWords } from '../chat-streaming-text/markdown-words.ts'
import { pageMarkdown } from '../chat-streaming-text/page-markdown.ts'
import { drawPaper } from './draw-paper.ts'
import { PaperFrame } from './paper-frame.ts'
import { paperSheet } from './paper-sheet.ts'
import { PendingPictures } from './pending-pictures.ts'
import { printingSheet } from './printing-sheet.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-printing': ChatPrinting
  }
}

export type PrintedThread = Pick<Thread, 'id' | 'title'>

interface Printed {
  readonly chat: Chat
  readonly words: Localisation
  readonly thread: PrintedThread
  readonly messages: readonly Message[]
}

/**
 * Puts a whole conversation on paper: reads all of it, also what the list has not loaded, draws it in a document of its
 * own, and hands that to the printer. It says how far it is, and can be given up (UX4).
 */
export class ChatPrinting extends ChatElement {
  static override sheets = [base, controls, dialogSheet, printingSheet]
  static override properties = { count: { state: true, attribute: false } }

  /** Messages that are read. */
  declare private count: number

  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #stop = new AbortController()

  constructor() {
    super()
    this.count = 0
  }

  /** Resolves once the printer's dialog is gone, or it was given up. @throws what keeps the thread from being read */
  async print(chat: Chat, thread: PrintedThread): Promise<void> {
    const { signal } = this.#stop
    let frame: PaperFrame | null = null
    try {
      await this.updateComplete
      this.#dialog()?.showModal()
      const messages = await this.#read(chat, thread, signal)
      const words = this.#words.value
      if (!words) return
      frame = await PaperFrame.open(this.renderRoot as ShadowRoot, signal)
      await this.#draw(frame, { chat, words, thread, messages }, signal)
      // The printer's dialog has the screen for itself.
      this.#dialog()?.close()
      await frame.print()
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      frame?.close()
      this.#dialog()?.close()
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop.abort()
  }

  /** What a reader of the conversation sees today: nothing that was deleted, and nothing that an edit set aside. */
  async #read(chat: Chat, { id }: PrintedThread, signal: AbortSignal): Promise<readonly Message[]> {
    const progress = (messages: number): void => {
      this.count = messages
    }
    const { messages }: { messages: readonly Message[] } = JSON.parse(
      await chat.threads.export(id, { format: 'json', signal, progress }),
    )
    const shown = messages.filter(({ deletedAt, supersededBy }) => deletedAt === null && supersededBy === null)
    return this.#withLive(chat, id, shown)
  }

  /** What runs is printed as far as the reader sees it: the server tells its text only once it is complete. */
  #withLive(chat: Chat, id: string, messages: readonly Message[]): readonly Message[] {
    if (messages.every(({ generation }) => generation?.end !== null)) return messages
    const thread = chat.thread(id)
    try {
      return messages.map(message =>
        message.generation?.end === null
          ? { ...message, parts: [...(thread.message(message.id)?.parts ?? message.parts)] }
          : message,
      )
    } finally {
      thread.close()
    }
  }

  async #draw(frame: PaperFrame, { chat, words, thread, messages }: Printed, signal: AbortSignal): Promise<void> {
    const { plugins, imageHosts } = pageMarkdown(this)
    const pictures = new PendingPictures(signal)
    const extension = plugins.length > 0 ? extendMarkdown(pictures.of(plugins)) : undefined
    frame.dress(this, [base, prose, paperSheet], extension?.sheets ?? [])
    const session = chat.$session.get()
    const markdown: MarkdownOptions = {
      headingOffset: 1,
      imageHosts,
      extension,
      strings: markdownWords(words),
    }
    const content = {
      title: thread.title ?? words.text('thread.untitled'),
      messages,
      words,
      reader: session?.user.id ?? '',
      assistant: session?.project.assistantName ?? words.text('message.assistant'),
      markdown,
    }
    await drawPaper(frame.document, content, signal)
    await pictures.arrive(frame.document)
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words.value
    if (!words) return nothing
    return html`<dialog
      class="dialog"
      lang=${words.tag}
      dir=${words.direction}
      aria-labelledby="title"
      @close=${() => this.#stop.abort()}
      @keydown=${(event: Event) => event.stopPropagation()}
    >
      <h3 id="title">${words.text('print.title')}</h3>
      <p class="num">${words.text('print.read', { count: this.count })}</p>
      <div class="row">
        <button type="button" class="do" @click=${() => this.#dialog()?.close()}>${words.text('common.cancel')}</button>
      </div>
    </dialog>`
  }

  #dialog(): HTMLDialogElement | null {
    return this.renderRoot?.querySelector('dialog') ?? null
  }
}
