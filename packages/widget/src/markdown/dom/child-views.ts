import type { Block } from '../blocks/block.ts'
import type { BlockContext } from './block-context.ts'
import { type BlockView, viewKey } from './block-view.ts'

interface Kept {
  readonly key: string
  readonly view: BlockView
}

/** Answers where new nodes go right now. */
export type Place = () => ParentNode & Node

/** Shows the children of one container; what is final is forgotten and never touched again. */
export class ChildViews {
  readonly #context: BlockContext
  readonly #body: HTMLElement
  readonly #make: (child: Block, place: Place) => BlockView
  /** Children shown for good. */
  #settled = 0
  #open: Kept[] = []
  /** New nodes are put together apart from the page and inserted at once. */
  #fresh: DocumentFragment | undefined

  constructor(context: BlockContext, body: HTMLElement, make: (child: Block, place: Place) => BlockView) {
    this.#context = context
    this.#body = body
    this.#make = make
  }

  update(children: readonly Block[]): void {
    const first = this.#settled
    this.#fresh = this.#context.settings.document.createDocumentFragment()
    for (const [index, child] of children.slice(first).entries()) {
      this.#viewOf(child, index - (this.#settled - first)).update(child)
      if (!this.#context.parser.isFinal(child)) continue
      this.#settled++
      this.#open.shift()
    }
    this.#removeFrom(children.length - this.#settled)
    if (this.#fresh.hasChildNodes()) this.#body.append(this.#fresh)
    this.#fresh = undefined
  }

  #viewOf(child: Block, index: number): BlockView {
    const key = viewKey(child)
    const kept = this.#open[index]
    if (kept?.key === key) return kept.view
    this.#removeFrom(index)
    const view = this.#make(child, () => this.#fresh ?? this.#body)
    this.#open.push({ key, view })
    return view
  }

  #removeFrom(index: number): void {
    for (const { view } of this.#open.splice(index)) view.remove()
  }
}
