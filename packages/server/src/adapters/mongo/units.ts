import type { MongoContext } from './mongo-context.ts'

/** How a verb of many units does each: one that went wrong is met again by the next call, and holds up no other. */
export interface Units {
  /** Statements that may each stand alone. */
  alone<Result>(work: (context: MongoContext) => Promise<Result>): Promise<Result>
  /** In one transaction. */
  together<Result>(work: (context: MongoContext) => Promise<Result>): Promise<Result>
  /** In one transaction, when it is the thread's turn at this node. */
  inThread<Result>(threadId: string, work: (context: MongoContext) => Promise<Result>): Promise<Result>
}
