/** What a suite of tests came to. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}
