/** A stretch of a text that a plug-in draws. */
export interface Claim {
  /** Where it ends. */
  readonly end: number
}

/**
 * What plug-ins make of markdown, all of them together; `extendMarkdown` of `@chat-view/widget/plugins` makes it.
 * Markdown asks it where something may begin, and has it drawn when it is complete.
 */
export interface MarkdownExtension {
  /** Style sheets for the shadow root, or the document, that the text stands in. */
  readonly sheets: readonly CSSStyleSheet[]
  /** What begins at this place of a block's text: a claim, or `open` where its end may still come. Bounded in what it reads. */
  readonly scan: (text: string, at: number) => Claim | 'open' | undefined
  /** What ends the block that this line begins, if it begins one. A blank line ends it too, and then it is no such block. */
  readonly fence: (line: string) => RegExp | undefined
  /** Draws what was claimed, or code in a language, into its holder; where that cannot be, the text stays there as it is. */
  readonly draw: (holder: HTMLElement, source: string, language: string, signal: AbortSignal) => void
}
