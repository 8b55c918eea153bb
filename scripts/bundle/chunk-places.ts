import type { GetManualChunk } from 'rollup'
import { loadedWithModules } from './loaded-with-modules.ts'

type Context = Parameters<GetManualChunk>[1]

/**
 * Gathers what stands in a place, a folder or a file, in one chunk with all that it imports: what is alike packs better
 * side by side, and stays in the caches when other parts change. What the entry loads at once stays with it, so that
 * nothing else is loaded for its sake.
 */
export function chunkPlaces(entry: string, places: Readonly<Record<string, string>>): GetManualChunk {
  let atOnce: ReadonlySet<string> | undefined
  return (id, context) => {
    atOnce ??= loadedAtOnce(context)
    if (atOnce.has(id)) return entry
    return Object.keys(places).find(name => id.replaceAll('\\', '/').includes(`/${places[name]}`))
  }
}

function loadedAtOnce({ getModuleIds, getModuleInfo }: Context): ReadonlySet<string> {
  const entries = [...getModuleIds()].filter(id => getModuleInfo(id)?.isEntry)
  return loadedWithModules(entries, getModuleInfo)
}
