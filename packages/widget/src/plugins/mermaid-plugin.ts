import type { MarkdownPlugin } from './markdown-plugin.ts'

/** What of Mermaid is used. */
export interface Mermaid {
  initialize(config: Readonly<Record<string, unknown>>): void
  render(id: string, text: string): Promise<{ readonly svg: string }>
}

/** How diagrams are drawn; everything is optional. */
export interface MermaidOptions {
  /** Mermaid's theme. Default `neutral`: a diagram stands on white, whatever the theme of the chat is. */
  readonly theme?: string
  /** Further settings of Mermaid; those that keep a diagram harmless cannot be changed. */
  readonly config?: Readonly<Record<string, unknown>>
}

/** Longer diagrams, in characters, stay text. */
const MAX_LENGTH = 20_000
const SAFE = {
  startOnLoad: false,
  securityLevel: 'strict',
  htmlLabels: false,
  flowchart: { htmlLabels: false },
  // Else it leaves a drawing of the error at the end of the page.
  suppressErrorRendering: true,
}

let diagrams = 0

/**
 * Draws code blocks in the language `mermaid` with the page's own Mermaid. A diagram is shown as an image, in which
 * nothing runs and nothing is loaded; its source is what a screen reader reads, and what is copied.
 *
 * ```ts
 * import mermaid from 'mermaid'
 * chatView.markdownPlugins = [mermaidPlugin(mermaid)]
 * ```
 */
export const mermaidPlugin = (
  mermaid: Mermaid,
  { theme = 'neutral', config = {} }: MermaidOptions = {},
): MarkdownPlugin => {
  let ready = false
  return {
    languages: ['mermaid'],
    draw: async ({ text, document }, signal) => {
      if (text.length > MAX_LENGTH) throw new RangeError('The diagram is too long to be drawn.')
      if (!ready) mermaid.initialize({ theme, ...config, ...SAFE })
      ready = true
      const { svg } = await mermaid.render(`chat-view-diagram-${++diagrams}`, text)
      signal.throwIfAborted()
      return imageOf(svg, text, document, signal)
    },
  }
}

const imageOf = async (svg: string, alt: string, document: Document, signal: AbortSignal): Promise<HTMLElement> => {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  const image = document.createElement('img')
  image.alt = alt
  image.src = url
  try {
    await image.decode()
  } finally {
    URL.revokeObjectURL(url)
  }
  signal.throwIfAborted()
  return image
}
