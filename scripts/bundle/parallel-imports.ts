import type { Plugin } from 'rollup'

/** A rollup plugin that asks for a chunk and for what it imports at the same time, not one after the other. */
export const parallelImports = (): Plugin => ({
  name: 'parallel-imports',
  renderDynamicImport({ chunk, getTargetChunkImports }) {
    const paths = (getTargetChunkImports() ?? [])
      .filter(next => next.type === 'internal' && next.fileName !== chunk.fileName)
      .map(({ resolvedImportPath }) => `import(${resolvedImportPath})`)
    if (paths.length === 0) return null
    return { left: 'Promise.all([import(', right: `),${paths.join()}]).then(chunks => chunks[0])` }
  },
})
