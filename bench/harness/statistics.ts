/** The middle value; of an even number the lower one of the two. NaN for none. */
export const median = (values: readonly number[]): number => percentile(values, 50)

/** The smallest value that so many per cent do not exceed. NaN for none. */
export const percentile = (values: readonly number[] | Float64Array, per: number): number => {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil((per / 100) * sorted.length) - 1)] ?? Number.NaN
}
