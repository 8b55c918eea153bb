import * as allRules from './all-rules.ts'
import { GrowingView } from './growing-view.ts'
import type { MarkdownOptions } from './markdown-options.ts'
import { takeRareRules } from './rare-rules.ts'

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
  takeRareRules(allRules)
  // With all rules from the start, none is ever missed.
  return new GrowingView(target, options, () => undefined)
}
