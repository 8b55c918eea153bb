import type { Page } from '@playwright/test'

/** What a page with the widget on it heard and suffered. */
export interface Embedding {
  /** Codes of the `chat-error` events that reached the document, in order. */
  readonly codes: readonly string[]
  /** Exceptions that nobody caught, in any frame. */
  readonly exceptions: readonly string[]
}

declare global {
  interface Window {
    /** Given by the test: hears of a `chat-error` event. */
    reportCode(code: string): void
  }
}

/** Listens to a page, and to the frames in it, as a host would. Begin before it is loaded. */
export const watchEmbedding = async (page: Page): Promise<Embedding> => {
  const codes: string[] = []
  const exceptions: string[] = []
  page.on('pageerror', error => exceptions.push(`${error.name}: ${error.message}`))
  await page.exposeFunction('reportCode', (code: string) => codes.push(code))
  await page.addInitScript(() => {
    document.addEventListener('chat-error', event => window.reportCode((event as Event & { code: string }).code))
  })
  return { codes, exceptions }
}
