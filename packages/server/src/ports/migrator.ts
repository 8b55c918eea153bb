/** One numbered step of a schema, and when this database took it. */
export interface MigrationStatus {
  readonly number: number
  readonly name: string
  /** Milliseconds since the Unix epoch; null: not taken. */
  readonly appliedAt: number | null
}

/** Takes a database from one schema to another (ST4). Two that run at once take each step once. */
export interface Migrator {
  /** All steps that this version knows. @throws store_unavailable for a schema of a newer version */
  status(): Promise<MigrationStatus[]>
  /** True when nothing is in the database at all: it may be prepared without asking. */
  isEmpty(): Promise<boolean>
  /** To the newest, or to step `to` (0: nothing is left); answers the steps taken, in order. @throws store_unavailable */
  migrate(options: { to?: number; at: number }): Promise<number[]>
  close(): Promise<void>
}
