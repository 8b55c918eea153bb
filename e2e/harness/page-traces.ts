import type { CDPSession, Page } from '@playwright/test'

/** What a chat may leave on a page: names, sheets, nodes and listeners. */
export interface PageTraces {
  readonly globals: readonly string[]
  readonly sheets: number
  readonly nodes: readonly string[]
  /** Listeners by target and kind. */
  readonly listeners: readonly string[]
}

const listenersOf = async (session: CDPSession, expression: string): Promise<string[]> => {
  const { result } = await session.send('Runtime.evaluate', { expression })
  const { listeners } = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' })
  return listeners.map(({ type, useCapture }) => `${expression} ${type} ${useCapture}`)
}

const targets = [
  'window',
  'document',
  'document.documentElement',
  'document.head',
  'document.body',
  'window.visualViewport',
  'navigator.serviceWorker ?? document',
]

/** Looks at a page as it is now. */
export const tracesOf = async (page: Page, session: CDPSession): Promise<PageTraces> => {
  const listeners = await Promise.all(targets.map(target => listenersOf(session, target)))
  const seen = await page.evaluate(() => ({
    globals: [...Object.getOwnPropertyNames(window), ...Object.getOwnPropertySymbols(window).map(String)].sort(),
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    nodes: [document.documentElement, ...document.querySelectorAll('html *')].map(
      node => `${node.localName} ${node.getAttributeNames().join()}`,
    ),
  }))
  return { ...seen, listeners: listeners.flat().sort() }
}

/** What the engine holds after all garbage is gone. */
export interface HeldMemory {
  readonly heap: number
  readonly nodes: number
  readonly listeners: number
}

/** Collects garbage until it is level, and says what is left. */
export const heldMemory = async (session: CDPSession): Promise<HeldMemory> => {
  await session.send('Performance.enable')
  for (let turn = 0; turn < 4; turn++) await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string) => metrics.find(metric => metric.name === name)?.value ?? Number.NaN
  return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') }
}
