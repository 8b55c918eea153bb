import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'

const source = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'))

/** Puts axe into each page that is loaded from now on; a page's policy does not hold for such a script. */
export const prepareAxe = async (page: Page): Promise<void> => {
  await page.addInitScript({ content: await readFile(source, 'utf8') })
}

/** What axe finds on the page as it is now, also in shadow trees: one line for each element. */
export const findBarriers = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    // A rule of WCAG 2.2, off unless it is wanted.
    const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }
    const { violations } = await axe.run({ rules: { 'target-size': { enabled: true } } })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`),
    )
  })
