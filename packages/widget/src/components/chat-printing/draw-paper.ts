import type { Message, MessagePart } from '@chat-view/sdk'
import type { Localisation } from '../../locales/localisation.ts'
import type { MarkdownOptions } from '../../markdown/markdown-options.ts'
import { createMarkdownView } from '../../markdown/markdown-view.ts'
import { Breath } from './breath.ts'

/** What is on the paper. */
export interface PaperContent {
  readonly title: string
  /** Oldest first. */
  readonly messages: readonly Message[]
  readonly words: Localisation
  /** Id of the one who prints. */
  readonly reader: string
  /** Name of the assistant. */
  readonly assistant: string
  readonly markdown: MarkdownOptions
}

/** Characters of a text that are drawn before something else may run. */
const sliceLength = 4_000

type Names = keyof HTMLElementTagNameMap

/** Draws the messages of a conversation one after the other. */
class Drawing {
  readonly #paper: Document
  readonly #content: PaperContent
  readonly #breath: Breath

  constructor(paper: Document, content: PaperContent, signal: AbortSignal) {
    this.#paper = paper
    this.#content = content
    this.#breath = new Breath(signal)
  }

  /** All of it, apart from the document: a browser lays it out once. */
  async whole(): Promise<HTMLElement> {
    const { title, messages } = this.#content
    const whole = this.#make('main')
    whole.append(this.#line('h1', title))
    for (const message of messages) {
      whole.append(await this.#turn(message))
      await this.#breath.take()
    }
    return whole
  }

  async #turn(message: Message): Promise<HTMLElement> {
    const { words } = this.#content
    const turn = this.#make('article')
    const head = this.#make('header')
    const time = this.#make('time', 'soft xs', words.timestamp(message.createdAt))
    time.dateTime = new Date(message.createdAt).toISOString()
    head.append(this.#line('b', this.#nameOf(message)), time)
    turn.append(head)
    for (const part of message.parts) await this.#part(turn, message, part)
    this.#sources(turn, message.parts)
    return turn
  }

  #nameOf({ role, authorId, authorName }: Message): string {
    const { words, reader, assistant } = this.#content
    if (role === 'assistant') return assistant
    return authorId === reader ? words.text('message.you') : (authorName ?? words.text('message.someone'))
  }

  async #part(turn: HTMLElement, { role }: Message, part: MessagePart): Promise<void> {
    switch (part.kind) {
      case 'text':
        if (role === 'assistant') turn.append(await this.#prose(part.text))
        else turn.append(this.#line('div', part.text, 'said'))
        return
      case 'tool':
        turn.append(this.#line('p', part.title ?? part.name, 'soft'))
        return
      // Folded on the screen, and told below the answer.
      case 'reasoning':
      case 'citation':
        return
      default:
        turn.append(this.#line('p', this.#content.words.text('part.unknown'), 'soft'))
    }
  }

  async #prose(text: string): Promise<HTMLElement> {
    const prose = this.#make('div', 'prose')
    const view = createMarkdownView(prose, this.#content.markdown)
    for (let at = 0; at < text.length; at += sliceLength) {
      view.append(text.slice(at, at + sliceLength))
      await this.#breath.take()
    }
    view.finish()
    return prose
  }

  #sources(turn: HTMLElement, parts: readonly MessagePart[]): void {
    const list = this.#make('ul', 'sources')
    for (const part of parts) {
      if (part.kind !== 'citation') continue
      const address = part.url === null ? '' : ` · ${part.url}`
      list.append(this.#line('li', `[${this.#content.words.number(part.number)}] ${part.title}${address}`))
    }
    if (list.childElementCount > 0) turn.append(list)
  }

  /** Something that people wrote, in its own direction. */
  #line<Name extends Names>(name: Name, text: string, className = ''): HTMLElementTagNameMap[Name] {
    const line = this.#make(name, className, text)
    line.dir = 'auto'
    return line
  }

  #make<Name extends Names>(name: Name, className = '', text = ''): HTMLElementTagNameMap[Name] {
    const made = this.#paper.createElement(name)
    if (className) made.className = className
    if (text) made.textContent = text
    return made
  }
}

/** Draws a conversation in an empty document, and lets the page go on meanwhile. Rejects once the signal aborts. */
export const drawPaper = async (paper: Document, content: PaperContent, signal: AbortSignal): Promise<void> => {
  const { title, words } = content
  paper.title = title
  paper.documentElement.lang = words.tag
  paper.documentElement.dir = words.direction
  paper.body.append(await new Drawing(paper, content, signal).whole())
}
