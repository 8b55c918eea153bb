import type { Plugin } from 'rollup'
import { loadedWithModules } from './loaded-with-modules.ts'

/**
 * A rollup plugin that asks for a chunk and for what it imports at the same time, not one after the other. What fails of
 * the latter fails the chunk, which tells of it. What came with the chunk that asks is there already.
 */
export const parallelImports = (): Plugin => ({
  name: 'parallel-imports',
  renderDynamicImport({ chunk, getTargetChunkImports }) {
    const there = loadedWithModules(chunk.moduleIds, id => this.getModuleInfo(id))
    const also = (getTargetChunkImports() ?? []).flatMap(next =>
      next.type === 'internal' && !next.chunk.moduleIds.some(id => there.has(id))
        ? [`import(${next.resolvedImportPath}).catch(() => {}),`]
        : [],
    )
    return also.length === 0 ? null : { left: `(${also.join('')}import(`, right: '))' }
  },
})
