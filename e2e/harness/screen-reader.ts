import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** Given by the test: hears what a screen reader would say by itself. */
    reportSpoken(text: string): void
  }
}

/**
 * Notes what a screen reader would say without being asked: whatever text comes into a live region that is drawn and not
 * hidden from it, in any shadow tree. Begin before the page is loaded.
 */
export const listenToPage = async (page: Page): Promise<readonly string[]> => {
  const spoken: string[] = []
  await page.exposeFunction('reportSpoken', (text: string) => spoken.push(text))
  await page.addInitScript(() => {
    const up = (node: Node): Node | null =>
      (node as Element).assignedSlot ?? node.parentNode ?? (node instanceof ShadowRoot ? node.host : null)
    const implied: Readonly<Record<string, string>> = { alert: 'assertive', status: 'polite', log: 'polite' }
    /** The politeness of the live region around a node; null: there is none, or nobody is told of it. */
    const politeness = (node: Node): string | null => {
      let found: string | null = null
      for (let at: Node | null = node; at; at = up(at)) {
        if (!(at instanceof HTMLElement)) continue
        if (at.inert || at.ariaHidden === 'true' || getComputedStyle(at).display === 'none') return null
        found ??= at.getAttribute('aria-live') ?? implied[at.getAttribute('role') ?? ''] ?? null
      }
      return found === 'off' ? null : found
    }
    const told = new WeakSet<Node>()
    const tell = (node: Node): void => {
      const text = node.textContent?.replace(/\s+/g, ' ').trim()
      if (!text || told.has(node) || politeness(node) === null) return
      told.add(node)
      window.reportSpoken(text)
    }
    /** What came, or the live regions in it: a new alert is told of as a whole. */
    const came = (node: Node): void => {
      if (politeness(node) !== null) tell(node)
      else if (node instanceof Element)
        for (const inner of node.querySelectorAll('[role=alert], [aria-live]')) tell(inner)
    }
    const watch = (root: Node): void =>
      new MutationObserver(records => {
        for (const { type, target, addedNodes } of records) {
          if (type === 'characterData') {
            told.delete(target)
            tell(target)
          }
          for (const node of addedNodes) came(node)
        }
      }).observe(root, { childList: true, characterData: true, subtree: true })
    const { attachShadow } = Element.prototype
    Element.prototype.attachShadow = function (options) {
      const root = attachShadow.call(this, options)
      watch(root)
      return root
    }
    watch(document)
  })
  return spoken
}

/** A live region as the browser's accessibility tree has it. */
export interface LiveRegion {
  readonly role: string
  readonly live: string
}

/** The live regions of the accessibility tree, as assistive technology is given them. */
export const liveRegions = async (page: Page): Promise<readonly LiveRegion[]> => {
  const tools = await page.context().newCDPSession(page)
  const { nodes } = await tools.send('Accessibility.getFullAXTree')
  await tools.detach()
  return nodes
    .filter(({ ignored }) => !ignored)
    .flatMap(({ role, properties = [] }) => {
      const live = properties.find(({ name }) => name === 'live')?.value.value as string | undefined
      return live === undefined || live === 'off' ? [] : [{ role: String(role?.value), live }]
    })
}
