import type { Change } from './commit.ts'

/** After a commit: tells the bus which threads moved and wakes the outbox's dispatcher. Never throws. */
export interface Announcer {
  announce(changes: readonly Change[]): void
}
