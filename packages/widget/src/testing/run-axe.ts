import type { AxeResults, RunOptions } from 'axe-core'
import 'axe-core'

// The package is a script that leaves its one name on the window.
declare global {
  interface Window {
    readonly axe: { run(context: Element, options: RunOptions): Promise<AxeResults> }
  }
}

/** What a rule of WCAG 2.2 asks for is off unless it is wanted. */
const rules = { 'target-size': { enabled: true } }

/** What axe finds below an element, as `rule: selectors`; nothing, when all is well (UX1). */
export async function runAxe(element: Element): Promise<readonly string[]> {
  const { violations } = await window.axe.run(element, { resultTypes: ['violations'], rules })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => JSON.stringify(target)).join(' ')}`)
}
