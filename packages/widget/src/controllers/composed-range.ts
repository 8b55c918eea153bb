/** Both ways in which browsers take the roots: Safari had it first, at first without options. */
interface ComposedSelection {
  getComposedRanges?(
    first?: { readonly shadowRoots: readonly ShadowRoot[] } | ShadowRoot,
    ...rest: ShadowRoot[]
  ): StaticRange[]
}

/** What is selected, also within these shadow roots; null where nothing is, or the browser does not tell. */
export const composedRange = (selection: Selection, shadowRoots: readonly ShadowRoot[]): StaticRange | null => {
  const composed = selection as ComposedSelection
  try {
    return composed.getComposedRanges?.({ shadowRoots })[0] ?? null
  } catch {
    return composed.getComposedRanges?.(...shadowRoots)[0] ?? null
  }
}
