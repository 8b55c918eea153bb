import { BlockStream } from './blocks/block-stream.ts'
import type { BlockContext } from './dom/block-context.ts'
import { BlockDirections } from './dom/block-directions.ts'
import { ChildViews } from './dom/child-views.ts'
import { makeView } from './dom/make-view.ts'
import { loadRareRules } from './load-rare-rules.ts'
import { type MarkdownOptions, type MarkdownSettings, resolveOptions } from './markdown-options.ts'
import type { MarkdownView } from './markdown-view.ts'
import { mayNeedRareRules, rareRules, rareRulesTaken } from './rare-rules.ts'

type State = { readonly name: 'open' | 'finished'; readonly run: Run } | { readonly name: 'disposed' }

/**
 * The view of a growing text, read with what rules there are. It asks for those that it may need, and once they are
 * there `outdated` is called: what it shows may be less than the text says.
 */
export class GrowingView implements MarkdownView {
  readonly #target: HTMLElement
  readonly #settings: MarkdownSettings
  readonly #outdated: () => void
  #state: State
  #text = ''
  /** Something was shown without rules that it may need. */
  #waits = false

  constructor(target: HTMLElement, options: MarkdownOptions, outdated: () => void) {
    this.#target = target
    this.#outdated = outdated
    this.#settings = resolveOptions(options, options.document ?? target.ownerDocument)
    this.#state = { name: 'open', run: new Run(target, this.#settings) }
  }

  get text(): string {
    return this.#text
  }

  append(piece: string): void {
    if (this.#state.name === 'finished' && piece !== '') this.#restart(this.#text + piece)
    else if (this.#state.name === 'open') {
      const from = this.#text.length
      this.#text += piece
      this.#state.run.append(piece)
      this.#wantRules(from)
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
    this.#wantRules(0)
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
    this.#wantRules(0)
  }

  #wantRules(from: number): void {
    if (rareRules() || !mayNeedRareRules(this.#text, from)) return
    // Until they come it stays as it is; the next want tries again.
    loadRareRules().catch(() => {})
    if (this.#waits) return
    this.#waits = true
    void rareRulesTaken.then(() => {
      if (this.#state.name !== 'disposed') this.#outdated()
    })
  }
}

/** One text from its first piece to its end. */
class Run {
  readonly #target: HTMLElement
  readonly #stream: BlockStream
  readonly #listeners = new AbortController()
  readonly #unresolved: BlockContext['unresolved'] = { texts: [], length: 0 }
  readonly #blocks: ChildViews
  readonly #directions: BlockDirections

  constructor(target: HTMLElement, settings: MarkdownSettings) {
    this.#stream = new BlockStream(settings.extension?.fence)
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
    for (const readAgain of this.#unresolved.texts.splice(0)) readAgain()
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
