import type { Summary, ThreadEvent } from '@chat-view/protocol'
import type { WritableAtom } from 'nanostores'
import { path } from '../http/path.ts'
import type { ThreadServices } from '../threads/thread-services.ts'

/** So many are remembered as gone. */
const goneLimit = 200

const byWindow = (one: Summary, other: Summary): number => one.fromSeq - other.fromSeq

/** A thread's summaries, once somebody looks at them: read, and kept true by events (AI5). */
export class FollowedSummaries {
  readonly #$summaries: WritableAtom<readonly Summary[]>
  readonly #services: ThreadServices
  readonly #threadId: () => string | null
  /** Deleted ones, of which a late event may still tell. */
  readonly #gone = new Set<string>()
  /** What events said while the list was on its way, by id; null: it is gone. */
  #meanwhile: Map<string, Summary | null> | null = null
  #asked = 0

  constructor(services: ThreadServices, threadId: () => string | null, $summaries: WritableAtom<readonly Summary[]>) {
    this.#$summaries = $summaries
    this.#services = services
    this.#threadId = threadId
  }

  /** Reads them again. */
  async refresh(): Promise<void> {
    const id = this.#threadId()
    if (!id) return
    const asked = ++this.#asked
    const meanwhile = new Map<string, Summary | null>()
    this.#meanwhile = meanwhile
    try {
      const { items } = await this.#services.request<{ items: Summary[] }>({ path: path`/v1/threads/${id}/summaries` })
      if (asked !== this.#asked) return
      const rows = new Map(items.map(item => [item.id, item]))
      for (const [name, row] of meanwhile) {
        if (row === null) rows.delete(name)
        else if (row.version >= (rows.get(name)?.version ?? 0)) rows.set(name, row)
      }
      this.#set([...rows.values()])
    } catch {
      // The next connection asks again.
    } finally {
      if (asked === this.#asked) this.#meanwhile = null
    }
  }

  /** Takes what a thread's event says of them; late ones and those told twice change nothing. */
  event(event: ThreadEvent): void {
    if (event.type === 'summary.deleted') this.gone(event.summaryId)
    else if (event.type === 'summary.changed') this.changed(event.summary)
  }

  changed(summary: Summary): void {
    const known = this.#meanwhile?.get(summary.id)
    // One that is gone does not come back: ids are never used twice.
    if (known === null || this.#gone.has(summary.id)) return
    if (!known || known.version <= summary.version) this.#meanwhile?.set(summary.id, summary)
    const rows = this.#$summaries.get()
    const old = rows.find(({ id }) => id === summary.id)
    if (old && old.version >= summary.version) return
    this.#set([...rows.filter(row => row !== old), summary])
  }

  gone(id: string): void {
    this.#meanwhile?.set(id, null)
    this.#gone.add(id)
    const [oldest] = this.#gone
    if (this.#gone.size > goneLimit && oldest !== undefined) this.#gone.delete(oldest)
    const rows = this.#$summaries.get()
    if (rows.some(row => row.id === id)) this.#set(rows.filter(row => row.id !== id))
  }

  clear(): void {
    this.#asked++
    this.#meanwhile = null
    this.#gone.clear()
    this.#set([])
  }

  #set(rows: readonly Summary[]): void {
    this.#$summaries.set([...rows].sort(byWindow))
  }
}
