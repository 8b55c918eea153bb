import type { Change } from '../../../ports/commit.ts'
import { PlannedChange, type ThreadDelta } from '../../../ports/planned-change.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { ThreadRow } from '../threads/thread-row.ts'
import type { WriteContext } from '../write-context.ts'

/** One verb's change of one thread: once planned, all of it is written at once (ST2). */
export class ThreadChange extends PlannedChange {
  readonly #context: WriteContext
  readonly #threadId: string
  readonly #actorId: string | null

  constructor(context: WriteContext, thread: ThreadRow, at: number, actorId: string | null) {
    const { seq, notable_seq: notableSeq, last_activity_at: lastActivityAt, title } = thread
    super({ seq, notableSeq, lastActivityAt, title }, at)
    this.#context = context
    this.#threadId = thread.id
    this.#actorId = actorId
  }

  /** Writes thread, events, lists and outbox. */
  write(delta: ThreadDelta = {}): readonly Change[] {
    const order = this.order()
    if (order === null) return []
    const { seq, active, kind } = order
    const id = this.#threadId
    this.#context.sql.run(
      `UPDATE threads SET seq = ?, notable_seq = ?, last_activity_at = ?, message_count = message_count + ?,
         total_tokens = total_tokens + ? WHERE id = ?`,
      seq,
      order.notableSeq,
      order.lastActivityAt,
      delta.messages ?? 0,
      delta.tokens ?? 0,
      id,
    )
    const moment = this.#writeEvents()
    if (active) this.#moveInLists(moment, seq, delta.reader ?? null)
    enqueue(this.#context, { moment, threadId: id, seq, firstSeq: order.firstSeq, at: this.at }, kind)
    return [{ thread: id, seq }]
  }

  #writeEvents(): number {
    let moment = 0
    for (const event of this.events) {
      moment = this.#context.nextMoment()
      this.#context.sql.run(
        `INSERT INTO events (moment, thread_id, seq, type, at, activity, actor_id, message_id, generation_id, message_ids,
           summary_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        moment,
        this.#threadId,
        event.seq,
        event.type,
        this.at,
        event.activity ? 1 : 0,
        this.#actorId,
        event.messageId ?? null,
        event.generationId ?? null,
        event.messageIds === undefined ? null : JSON.stringify(event.messageIds),
        event.summaryId ?? null,
      )
    }
    return moment
  }

  #moveInLists(moment: number, seq: number, reader: string | null): void {
    this.#context.sql.run(
      `UPDATE members SET activity_at = ?, moment = ?,
         read_seq = CASE WHEN user_id = ? THEN max(read_seq, ?) ELSE read_seq END WHERE thread_id = ?`,
      this.at,
      moment,
      reader,
      seq,
      this.#threadId,
    )
  }
}
