import type { MarkdownExtension } from '../markdown/markdown-extension.ts'
import { drawings } from '../styles/drawings.ts'
import type { MarkdownPlugin } from './markdown-plugin.ts'

export { dressRoot } from './dress-root.ts'

/** What a plug-in answers; one that throws claims nothing, and the text is drawn without it. */
const asked = <T>(ask: () => T): T | undefined => {
  try {
    return ask()
  } catch {
    return undefined
  }
}

/** Puts plug-ins together for `createMarkdownView` and `renderMarkdown`. Where two claim the same, the first one draws it. */
export const extendMarkdown = (plugins: readonly MarkdownPlugin[]): MarkdownExtension => {
  const scan = (text: string, at: number) => {
    const found = plugins.map(plugin => asked(() => plugin.scan?.(text, at)))
    return (
      found.find(claim => typeof claim === 'object' && claim && claim.end > at) ?? found.find(claim => claim === 'open')
    )
  }
  const claims = ({ scan }: MarkdownPlugin, source: string): boolean => {
    const claim = asked(() => scan?.(source, 0))
    return typeof claim === 'object' && claim.end === source.length
  }
  return {
    // Made when they are asked for: where no page is there are none.
    get sheets() {
      return [drawings(document), ...plugins.flatMap(({ sheet }) => sheet ?? [])]
    },
    scan,
    fence: line => plugins.map(({ fence }) => asked(() => fence?.(line))).find(Boolean),
    draw: (holder, written, word, signal) => {
      const language = word.toLowerCase()
      const text = language ? written : written.trim()
      const plugin = plugins.find(one => (language ? one.languages?.includes(language) : claims(one, text)))
      if (plugin) void drawInto(holder, plugin, { text, language, document: holder.ownerDocument }, signal)
    },
  }
}

const drawInto = async (
  holder: HTMLElement,
  { draw }: MarkdownPlugin,
  source: Parameters<MarkdownPlugin['draw']>[0],
  signal: AbortSignal,
): Promise<void> => {
  try {
    const drawing = draw(source, signal)
    // What is there at once is shown with the text around it.
    const node = drawing instanceof Promise ? await drawing : drawing
    if (signal.aborted) return
    holder.replaceChildren(node)
    holder.classList.add('drawn')
  } catch {
    // What cannot be drawn can be read as it was written.
  }
}
