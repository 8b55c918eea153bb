import { BlockStream } from './blocks/block-stream.ts'
import type { BlockContext } from './dom/block-context.ts'
import { BlockDirections } from './dom/block-directions.ts'
import { ChildViews } from './dom/child-views.ts'
import { makeView } from './dom/make-view.ts'
import { type MarkdownOptions, type MarkdownSettings, resolveOptions } from './markdown-options.ts'

/** A text that is shown while it grows (UX3). */
export interface MarkdownView {
  /** All of the text so far. */
  readonly text: string
  /**
   * Adds a piece, cut anywhere, and shows it. Costs what is new plus the open block; call it once a frame.
   * What is unfinished at the end is drawn as it will probably look (`**bo` is bold already), or waits for the next
   * character if that decides (`-`, "```ty"). After `finish` it opens the text again, which reads all of it once.
   */
  append(piece: string): void
  /** Shows another text instead, as one that may still grow; if it only goes on, what is there stays. */
  replace(text: string): void
  /** The text is complete: the nodes are now those of the whole text read at once. Later link definitions take effect. */
  finish(): void
  /** Removes nodes and listeners; nothing is shown any more. */
  dispose(): void
}

/**
 * Shows growing markdown in an element of its own, as nodes only (SE6).
 *
 * ```ts
 * const view = createMarkdownView(element)
 * for await (const piece of answer) view.append(piece)
 * view.finish()
 * ```
 */
export function createMarkdownView(target: HTMLElement, options: MarkdownOptions = {}): MarkdownView {
  return new View(target, resolveOptions(options, options.document ?? target.ownerDocument))
}

type State = { readonly name: 'open' | 'finished'; readonly run: Run } | { readonly name: 'disposed' }

class View implements MarkdownView {
  readonly #target: HTMLElement
  readonly #settings: MarkdownSettings
  #state: State
  #text = ''

  constructor(target: HTMLElement, settings: MarkdownSettings) {
    this.#target = target
    this.#settings = settings
    this.#state = { name: 'open', run: new Run(target, settings) }
  }

  get text(): string {
    return this.#text
  }

  append(piece: string): void {
    if (this.#state.name === 'finished' && piece !== '') this.#restart(this.#text + piece)
    else if (this.#state.name === 'open') {
      this.#text += piece
      this.#state.run.append(piece)
    }
  }

  replace(text: string): void {
    if (this.#state.name === 'disposed') return
    if (text.startsWith(this.#text)) this.append(text.slice(this.#text.length))
    else this.#restart(text)
  }

  finish(): void {
    if (this.#state.name !== 'open') return
    this.#state.run.finish()
    this.#state = { ...this.#state, name: 'finished' }
  }

  dispose(): void {
    if (this.#state.name === 'disposed') return
    this.#state.run.end()
    this.#state = { name: 'disposed' }
  }

  #restart(text: string): void {
    if (this.#state.name === 'disposed') return
    this.#state.run.end()
    this.#text = text
    this.#state = { name: 'open', run: new Run(this.#target, this.#settings) }
    this.#state.run.append(text)
  }
}

/** One text from its first piece to its end. */
class Run {
  readonly #target: HTMLElement
  readonly #stream = new BlockStream()
  readonly #listeners = new AbortController()
  readonly #unresolved: (() => void)[] = []
  readonly #blocks: ChildViews
  readonly #directions: BlockDirections

  constructor(target: HTMLElement, settings: MarkdownSettings) {
    const { parser } = this.#stream
    const { signal } = this.#listeners
    const context: BlockContext = { settings, parser, makeView, unresolved: this.#unresolved, signal }
    this.#target = target
    this.#directions = new BlockDirections(target)
    this.#blocks = new ChildViews(context, target, (block, place) => makeView(context, place, block))
  }

  append(piece: string): void {
    this.#stream.append(piece)
    this.#show()
  }

  finish(): void {
    this.#stream.finish()
    this.#show()
    for (const readAgain of this.#unresolved.splice(0)) readAgain()
  }

  end(): void {
    this.#listeners.abort()
    this.#target.replaceChildren()
  }

  #show(): void {
    this.#blocks.update(this.#stream.parser.root.children)
    this.#directions.update()
  }
}
