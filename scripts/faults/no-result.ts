/** A run that nothing can be said of: the machine was too slow for it, or something else than the servers failed. */
export class NoResult extends Error {
  override readonly name = 'NoResult'
}

/** Such a run alone may be tried once more: one that found something is never tried until it finds nothing. */
export const onceMore = {
  count: 1,
  condition: ({ name }: { readonly name?: string | undefined }): boolean => name === 'NoResult',
} as const
