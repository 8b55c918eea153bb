import type { Change } from '../../../ports/commit.ts'
import { PlannedChange, type PlannedEvent, type ThreadDelta } from '../../../ports/planned-change.ts'
import { pinWeight } from '../../../ports/thread-order.ts'
import type { EventRow } from '../models/event.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext } from '../mongo-context.ts'
import { enqueue } from '../outbox/enqueue.ts'

interface MongoDelta extends ThreadDelta {
  /** Other fields of the thread that the verb changes, in the same statement. */
  readonly set?: Partial<
    Pick<ThreadRow, 'title' | 'archivedAt' | 'deletedAt' | 'ownerId' | 'summariseAt' | 'summariseTo'>
  >
  /** The thread's version goes up. */
  readonly versioned?: boolean
  /** Whether a webhook of the project hears of it, where the verb has read that already. */
  readonly heard?: boolean
}

/** One verb's change of one thread whose turn it has taken: once planned, all of it is written at once (ST2). */
export class ThreadChange extends PlannedChange {
  readonly #context: MongoContext
  readonly #thread: ThreadRow
  readonly #actorId: string | null

  constructor(context: MongoContext, thread: ThreadRow, at: number, actorId: string | null) {
    super(thread, at)
    this.#context = context
    this.#thread = thread
    this.#actorId = actorId
  }

  /** Writes thread, events, lists and outbox. */
  async write(delta: MongoDelta = {}): Promise<readonly Change[]> {
    const order = this.order()
    if (order === null) return []
    const { _id: id, turn, projectId } = this.#thread
    const { seq, firstSeq, notableSeq, lastActivityAt, active, kind } = order
    await this.#context.threads.update(
      { _id: id },
      {
        $set: { ...delta.set, seq, notableSeq, lastActivityAt },
        $inc: {
          messageCount: delta.messages ?? 0,
          totalTokens: delta.tokens ?? 0,
          version: delta.versioned ? 1 : 0,
        },
      },
    )
    await this.#context.events.insert(...this.events.map(event => this.#row(event)))
    if (active) await this.#moveInLists(seq, delta.reader ?? null)
    await enqueue(this.#context, projectId, { threadId: id, turn, seq, firstSeq, at: this.at }, kind, delta.heard)
    return [{ thread: id, seq }]
  }

  #row(event: PlannedEvent): EventRow {
    return {
      threadId: this.#thread._id,
      seq: event.seq,
      type: event.type,
      at: this.at,
      activity: event.activity === true,
      actorId: this.#actorId,
      messageId: event.messageId ?? null,
      generationId: event.generationId ?? null,
      messageIds: event.messageIds ?? [],
      summaryId: event.summaryId ?? null,
      kept: false,
    }
  }

  async #moveInLists(seq: number, reader: string | null): Promise<void> {
    const readSeq =
      reader === null
        ? {}
        : { readSeq: { $cond: [{ $eq: ['$userId', reader] }, { $max: ['$readSeq', seq] }, '$readSeq'] } }
    const rank = { $subtract: [-this.at, { $cond: ['$pinned', pinWeight, 0] }] }
    await this.#context.members.updateAll({ threadId: this.#thread._id }, [
      { $set: { activityAt: this.at, rank, ...readSeq } },
    ])
  }
}
