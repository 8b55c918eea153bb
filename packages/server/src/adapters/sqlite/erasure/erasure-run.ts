import type { Change } from '../../../ports/commit.ts'
import type { WriteContext } from '../write-context.ts'

/** One slice of an erasure, and what it put in motion. */
export interface ErasureRun {
  readonly context: WriteContext
  /** The erasure's id. */
  readonly id: string
  /** The user, or one of the visitors who became them. */
  readonly userId: string
  readonly projectId: string
  readonly at: number
  readonly changes: Change[]
  readonly sessions: string[]
  readonly stopping: string[]
  readonly generations: string[]
  /** What this slice adds to the erasure's counts. */
  readonly counts: { threads: number; messages: number }
}

/** Erases one kind of rows, at most so many; answers how many it changed, fewer when none of the kind is left. */
export type ErasurePhase = (run: ErasureRun, limit: number) => number
