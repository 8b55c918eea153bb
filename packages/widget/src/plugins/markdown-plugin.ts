import type { MarkdownExtension } from '../markdown/markdown-extension.ts'

/** What a plug-in is given to draw. */
export interface PluginSource {
  /** The code of a block, or what was claimed in a text, with the signs around it. */
  readonly text: string
  /** The language of a code block, in lower case; empty for what was claimed in a text. */
  readonly language: string
  /** Makes the nodes. */
  readonly document: Document
}

/**
 * Draws what markdown leaves as text (UX3): code blocks in some languages, or stretches of a text between signs of its
 * own. It is asked when what it draws is complete, never before.
 *
 * ```ts
 * const plugin = { languages: ['dot'], draw: async ({ text }, signal) => drawGraph(text, signal) }
 * ```
 */
export interface MarkdownPlugin extends Partial<Pick<MarkdownExtension, 'scan' | 'fence'>> {
  /** Languages of the fenced code that it draws, in lower case. */
  readonly languages?: readonly string[]
  /** Rules for what it draws. Texts stand in shadow roots, which adopt it. */
  readonly sheet?: CSSStyleSheet
  /**
   * Makes the node that stands in the place of the text. Where it throws or rejects, the text stays. The signal aborts
   * when the text is taken away; what comes later is dropped. The text is untrusted: make nodes of it, never markup (SE6).
   */
  readonly draw: (source: PluginSource, signal: AbortSignal) => Node | Promise<Node>
}
