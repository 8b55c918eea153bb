import { isTexts } from '../../controllers/fitting-settings.ts'
import type { MarkdownPlugin } from '../../plugins/markdown-plugin.ts'

/** What a page sets on `<chat-view>` or `<chat-provider>` about the texts in it. Read when a text is first drawn. */
export interface PageMarkdown {
  /** Draw formulas, diagrams and the like (UX3). Default: none. */
  markdownPlugins?: readonly MarkdownPlugin[]
  /**
   * Hosts whose images load without a click (SE6): `example.com`, or `*.example.com` for all below it. Also as the
   * attribute `image-hosts`, separated by spaces. Default: none.
   */
  imageHosts?: readonly string[]
}

interface Settings {
  readonly plugins: readonly MarkdownPlugin[]
  readonly imageHosts: readonly string[]
}

/** What the page has set for a text: looked for on the elements around it, across shadow roots. Its own plug-ins go first. */
export const pageMarkdown = (text: Node & Partial<Pick<Settings, 'plugins'>>): Settings => {
  let plugins: readonly MarkdownPlugin[] | undefined
  let imageHosts: readonly string[] | undefined
  for (let node: Node | null = text; node; node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null)) {
    if (!(node instanceof HTMLElement)) continue
    const page: PageMarkdown & HTMLElement = node
    plugins ??= page.markdownPlugins
    // Some frameworks set a plain text; that is told when the element is set up.
    imageHosts ??= (isTexts(page.imageHosts) ? page.imageHosts : null) ?? page.getAttribute('image-hosts')?.split(/\s+/)
  }
  return { plugins: [...(text.plugins ?? []), ...(plugins ?? [])], imageHosts: imageHosts ?? [] }
}
