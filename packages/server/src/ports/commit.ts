/** A thread whose order moved, and its newest place: what the bus is told after a commit. */
export interface Change {
  readonly thread: string
  readonly seq: number
}

/** What a store verb did: its value, what is to be announced, and whether it had been done before (RT11). */
export interface Commit<T> {
  readonly value: T
  readonly changes: readonly Change[]
  /** True when this very command had been done: nothing was changed now, the value holds the same ids. */
  readonly replayed: boolean
}

/** Makes a verb idempotent: unique per user, kept 7 days with a fingerprint of the command's name and arguments (RT11). */
export interface CommandKey {
  readonly userId: string
  readonly id: string
  readonly fingerprint: string
}

/** What every verb of a command is given. */
export interface Commanded {
  /** Absent: not idempotent (the server's own acts). */
  readonly command?: CommandKey
  /** Milliseconds since the Unix epoch; the verb's one idea of now. */
  readonly at: number
}
