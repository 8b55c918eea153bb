import type { Plugin } from 'rollup'
import { minify } from 'vite'

/**
 * A rollup plugin, after the minifier: a second one names private members anew in each class, where the first counts
 * them through the file, and so the same short names come again, which packs better.
 */
export const nameAgain = (target: string): Plugin => ({
  name: 'name-again',
  async renderChunk(code, { fileName }) {
    const { code: shorter, errors } = await minify(fileName, code, {
      module: true,
      compress: { target },
      mangle: { toplevel: true },
    })
    if (errors[0]) this.error(errors[0].message)
    return { code: shorter, map: null }
  },
})
