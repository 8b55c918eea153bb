import type { MarkdownOptions } from './markdown-options.ts'
import { createMarkdownView } from './markdown-view.ts'

/** The nodes of a whole text (SE6). Needs a `document`, the page's own by default. */
export function renderMarkdown(text: string, options: MarkdownOptions = {}): DocumentFragment {
  const owner = options.document ?? document
  const holder = owner.createElement('div')
  const view = createMarkdownView(holder, options)
  view.append(text)
  view.finish()
  const fragment = owner.createDocumentFragment()
  fragment.append(...holder.childNodes)
  return fragment
}
