import { type MarkdownPlugin, mathsPlugin, mermaidPlugin } from '@chat-view/widget/plugins'
import katex from 'katex'

/** Formulas by the page's KaTeX, diagrams by its Mermaid. Mermaid is large: it is loaded for the first diagram. */
export const plugins: readonly MarkdownPlugin[] = [
  mathsPlugin(katex),
  {
    languages: ['mermaid'],
    draw: async (source, signal) => {
      const { default: mermaid } = await import('mermaid')
      return mermaidPlugin(mermaid).draw(source, signal)
    },
  },
]
