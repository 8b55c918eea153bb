import axe from 'axe-core'

/** What axe finds below an element, as `rule: selectors`; nothing, when all is well (UX1). */
export async function runAxe(element: Element): Promise<readonly string[]> {
  const { violations } = await axe.run(element, { resultTypes: ['violations'] })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => JSON.stringify(target)).join(' ')}`)
}
