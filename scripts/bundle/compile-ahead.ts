import type { Plugin } from 'rollup'

/** Read at the top of a file only; see https://v8.dev/blog/explicit-compile-hints. */
const hint = '//# allFunctionsCalledOnLoad'

/**
 * A rollup plugin, after the minifiers: the chunks of some modules are compiled whole, beside the page, while they
 * arrive. Otherwise each function waits for its first call, and compiling holds up the page then. Browsers that do not
 * know the hint pass over it.
 */
export const compileAhead = (modules: readonly string[]): Plugin => ({
  name: 'compile-ahead',
  renderChunk(code, { moduleIds }) {
    const isWanted = moduleIds.some(id => modules.some(module => id.replaceAll('\\', '/').endsWith(`/${module}`)))
    return isWanted ? { code: `${hint}\n${code}`, map: null } : null
  },
})
