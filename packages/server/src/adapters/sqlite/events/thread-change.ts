import type { ThreadEventType } from '@chat-view/protocol'
import type { Change } from '../../../ports/commit.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { ThreadRow } from '../threads/thread-row.ts'
import type { WriteContext } from '../write-context.ts'

/** What an event names besides its thread. */
export interface EventSubject {
  readonly messageId?: string
  readonly generationId?: string
  readonly messageIds?: readonly string[]
  /** It moves the thread to the top of its members' lists. */
  readonly activity?: true
  /** It makes the thread unread for those who have not seen it. */
  readonly notable?: true
}

interface PlannedEvent extends EventSubject {
  readonly type: ThreadEventType
  readonly seq: number
}

/** How counters and state of the thread change with the events. */
export interface ThreadDelta {
  readonly messages?: number
  readonly tokens?: number
  /** Who has read all that was there, because they just wrote. */
  readonly reader?: string
}

/**
 * One verb's change of one thread: events take their places first, then all is written at once (ST2). A thread's clock
 * never goes back, whatever the caller's does: `at` is at least its latest activity.
 */
export class ThreadChange {
  readonly at: number
  readonly #context: WriteContext
  readonly #thread: ThreadRow
  readonly #actorId: string | null
  readonly #events: PlannedEvent[] = []

  constructor(context: WriteContext, thread: ThreadRow, at: number, actorId: string | null) {
    this.#context = context
    this.#thread = thread
    this.#actorId = actorId
    this.at = Math.max(at, thread.last_activity_at)
  }

  /** Takes the next place for an event and answers it. */
  plan(type: ThreadEventType, subject: EventSubject = {}): number {
    const seq = this.#thread.seq + this.#events.length + 1
    this.#events.push({ ...subject, type, seq })
    return seq
  }

  /** Writes thread, events, lists and outbox. */
  write(delta: ThreadDelta = {}): readonly Change[] {
    const last = this.#events.at(-1)
    if (last === undefined) return []
    const { sql } = this.#context
    const { id } = this.#thread
    const active = this.#events.some(event => event.activity)
    const notable = this.#events.findLast(event => event.notable)?.seq ?? this.#thread.notable_seq
    sql.run(
      `UPDATE threads SET seq = ?, notable_seq = ?, last_activity_at = ?, message_count = message_count + ?,
         total_tokens = total_tokens + ? WHERE id = ?`,
      last.seq,
      notable,
      active ? this.at : this.#thread.last_activity_at,
      delta.messages ?? 0,
      delta.tokens ?? 0,
      id,
    )
    const moment = this.#writeEvents()
    if (active) this.#moveInLists(moment, last.seq, delta.reader ?? null)
    enqueue(
      this.#context,
      { moment, threadId: id, seq: last.seq, at: this.at },
      active ? ['feeds', 'activity'] : ['feeds'],
    )
    return [{ thread: id, seq: last.seq }]
  }

  #writeEvents(): number {
    let moment = 0
    for (const event of this.#events) {
      moment = this.#context.nextMoment()
      this.#context.sql.run(
        `INSERT INTO events (moment, thread_id, seq, type, at, activity, actor_id, message_id, generation_id, message_ids)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        moment,
        this.#thread.id,
        event.seq,
        event.type,
        this.at,
        event.activity ? 1 : 0,
        this.#actorId,
        event.messageId ?? null,
        event.generationId ?? null,
        event.messageIds === undefined ? null : JSON.stringify(event.messageIds),
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
      this.#thread.id,
    )
  }
}
