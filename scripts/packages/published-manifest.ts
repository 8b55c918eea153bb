const developmentCondition = 'chat-view-source'

export interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

/** A package's manifest as npm gets it: without the export condition that points at sources, which are not published. */
export function publishedManifest(manifest: Manifest): Manifest {
  const exports = Object.entries(manifest.exports).map(([path, conditions]) => [
    path,
    Object.fromEntries(Object.entries(conditions).filter(([condition]) => condition !== developmentCondition)),
  ])
  return { ...manifest, exports: Object.fromEntries(exports) }
}
