import type { GetManualChunk } from 'rollup'

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
  const seen = new Set<string>()
  const visit = (id: string): void => {
    if (seen.has(id)) return
    seen.add(id)
    for (const next of getModuleInfo(id)?.importedIds ?? []) visit(next)
  }
  for (const id of getModuleIds()) if (getModuleInfo(id)?.isEntry) visit(id)
  return seen
}
