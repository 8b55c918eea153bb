import type { Plugin, PluginContext } from 'rollup'

/**
 * A rollup plugin that puts what is alike side by side in a chunk, which then packs better: modules stand in the order
 * in which they are imported, so those of a place are imported in the order of these kinds, before it imports them itself.
 */
export const alikeTogether = (places: readonly string[], kinds: readonly RegExp[]): Plugin => ({
  name: 'alike-together',
  async transform(code, id) {
    if (!places.some(place => id.replaceAll('\\', '/').endsWith(`/${place}`))) return null
    const kindOf = (module: string): number => {
      const kind = kinds.findIndex(pattern => pattern.test(module.replaceAll('\\', '/')))
      return kind < 0 ? kinds.length : kind
    }
    const modules = (await importedBy(this, code, id)).toSorted((one, other) => kindOf(one) - kindOf(other))
    return { code: `${modules.map(module => `import ${JSON.stringify(module)};`).join('\n')}\n${code}`, map: null }
  },
})

/** All that a module imports, and what that imports, in the order in which it would run. */
async function importedBy(context: PluginContext, code: string, id: string): Promise<readonly string[]> {
  const seen = new Set<string>()
  const order: string[] = []
  const visit = async (module: string): Promise<void> => {
    if (seen.has(module)) return
    seen.add(module)
    const { importedIds } = await context.load({ id: module, resolveDependencies: true })
    for (const next of importedIds) await visit(next)
    order.push(module)
  }
  for (const source of staticImports(context, code)) {
    const resolved = await context.resolve(source, id)
    if (resolved && !resolved.external) await visit(resolved.id)
  }
  return order
}

const staticImports = (context: PluginContext, code: string): readonly string[] =>
  context
    .parse(code)
    .body.flatMap(({ type, ...node }) =>
      /^(?:Import|ExportNamed|ExportAll)Declaration$/.test(type) && 'source' in node && node.source
        ? [String((node.source as { value?: unknown }).value)]
        : [],
    )
