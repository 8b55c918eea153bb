/** A run that nothing can be said of: the machine is known to have been too slow for it. */
export class NoResult extends Error {
  override readonly name = 'NoResult'
}

/** Such a run alone may be tried once more: one that found something is never tried until it finds nothing. */
export const onceMore = {
  count: 1,
  condition: ({ name }: { readonly name?: string | undefined }): boolean => name === 'NoResult',
} as const
