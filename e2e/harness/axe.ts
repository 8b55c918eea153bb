import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'

const source = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'))

/** Puts axe into each page that is loaded from now on; a page's policy does not hold for such a script. */
export const prepareAxe = async (page: Page): Promise<void> => {
  await page.addInitScript({ content: await readFile(source, 'utf8') })
}

/** What axe finds on the page as it is now, also in shadow trees: one line for each element. */
export const findBarriers = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } }
    const { violations } = await axe.run()
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`),
    )
  })
