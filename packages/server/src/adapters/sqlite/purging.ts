/** Between two looks for what has expired, in milliseconds; the first comes so long after the start. */
const lookMs = 600_000

/** Between two slices while there is more. */
const sliceMs = 1_000

export interface Purging {
  /** A moment at which one slice does not hurt. */
  rest(): void
}

/**
 * Forgets what has expired, slice by slice, between the groups that are written (RT11). `purge` takes one slice and
 * answers how many rows it removed; one that fails is tried again with the next look.
 */
export const purging = (purge: (at: number) => number, now: () => number): Purging => {
  let due = now() + lookMs
  return {
    rest() {
      const at = now()
      if (at < due) return
      due = at + (purge(at) > 0 ? sliceMs : lookMs)
    },
  }
}
