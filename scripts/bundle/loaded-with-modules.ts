import type { PluginContext } from 'rollup'

/** The modules of a list and all that come with them. */
export function loadedWithModules(
  ids: Iterable<string>,
  getModuleInfo: PluginContext['getModuleInfo'],
): ReadonlySet<string> {
  const seen = new Set<string>()
  const visit = (id: string): void => {
    if (seen.has(id)) return
    seen.add(id)
    for (const next of getModuleInfo(id)?.importedIds ?? []) visit(next)
  }
  for (const id of ids) visit(id)
  return seen
}
