/** Time as the server sees it, so that tests can move it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Milliseconds on a clock that never goes back; only differences mean something. */
  monotonic(): number
}
