import type { Plugin } from 'rollup'
import { loadedWithModules } from './loaded-with-modules.ts'

const name = '__arrived'

/**
 * Loads files, and answers with the module of the first. A browser keeps for as long as the page lives that a module
 * could not be had, whoever imports it again: so it is imported when its bytes are here, and before that asking again
 * helps. What has come once, or is on its way, is not asked for again.
 */
const helper = `const ${name}Files = {}
const ${name}Bytes = async file => {
  const response = await fetch(import.meta.resolve(file))
  if (!response.ok) throw new TypeError(response.status)
  await response.blob()
}
const ${name} = async (file, also, get) => {
  await Promise.all([file, ...also].map(one => ${name}Files[one] ??= ${name}Bytes(one).catch(error => {
    delete ${name}Files[one]
    throw error
  })))
  return get(file)
}
`

/**
 * A rollup plugin that asks for a chunk and for what it imports at the same time, not one after the other, and imports
 * it when all of it is there. What came with the chunk that asks is there already.
 */
export const parallelImports = (): Plugin => ({
  name: 'parallel-imports',
  renderDynamicImport({ chunk, getTargetChunkImports }) {
    const there = loadedWithModules(chunk.moduleIds, id => this.getModuleInfo(id))
    const also = (getTargetChunkImports() ?? []).flatMap(next =>
      next.type === 'internal' && !next.chunk.moduleIds.some(id => there.has(id)) ? [next.resolvedImportPath] : [],
    )
    return { left: `${name}(`, right: `, [${also.join(', ')}], file => import(file))` }
  },
  renderChunk: code => (code.includes(`${name}(`) ? { code: `${helper}${code}`, map: null } : null),
})
