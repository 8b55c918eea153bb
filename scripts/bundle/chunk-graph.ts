import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Plugin } from 'rollup'

export interface Chunk {
  /** Chunks that are loaded with this one. */
  readonly imports: readonly string[]
  /** Chunks that this one may load later. */
  readonly dynamicImports: readonly string[]
  /** The modules for whose sake it is loaded on demand; none for a shared one. */
  readonly wanted: readonly string[]
}

export type ChunkGraph = Readonly<Record<string, Chunk>>

/** A rollup plugin that writes which chunk loads which, for the size budgets. */
export const chunkGraph = (path: string): Plugin => ({
  name: 'chunk-graph',
  generateBundle(_options, bundle) {
    const graph: Record<string, Chunk> = {}
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue
      const { fileName, imports, dynamicImports, moduleIds } = chunk
      const wanted = moduleIds.filter(id => (this.getModuleInfo(id)?.dynamicImporters.length ?? 0) > 0)
      graph[fileName] = { imports, dynamicImports, wanted }
    }
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, JSON.stringify(graph, null, 2))
  },
})

/** All files that are loaded with `entry`; chunks loaded on demand count where `follow` says so. */
export function loadedWith(graph: ChunkGraph, entry: string, follow: (module: string) => boolean): readonly string[] {
  const seen = new Set<string>()
  const visit = (file: string): void => {
    const chunk = graph[file]
    if (seen.has(file) || !chunk) return
    seen.add(file)
    for (const next of chunk.imports) visit(next)
    for (const next of chunk.dynamicImports) if (graph[next]?.wanted.some(follow)) visit(next)
  }
  visit(entry)
  return [...seen]
}
