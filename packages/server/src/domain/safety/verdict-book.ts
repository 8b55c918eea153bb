import type { Verdict } from '@chat-view/protocol'
import type { Clock } from '../../ports/clock.ts'
import type { FilterDirection, Finding } from '../../ports/content-filter.ts'
import type { GenerationRecord } from '../../ports/generation-store.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Logger } from '../../ports/logger.ts'
import type { VerdictStore } from '../../ports/verdict-store.ts'

export interface VerdictBookOptions {
  readonly store: Pick<VerdictStore, 'recordVerdicts'>
  readonly ids: Ids
  readonly clock: Clock
  readonly logger: Logger
  /** A rule has found something for the first time in this answer. */
  observe(direction: FilterDirection, finding: Finding): void
}

/** Most rules of which one answer is recorded: a bound, for categories are a service's words. */
const most = 200

/** What the rules found in one answer, each recorded once (AI8). The text is not in it. */
export class VerdictBook {
  readonly #options: VerdictBookOptions
  readonly #record: GenerationRecord
  readonly #known = new Set<string>()
  #writing: Promise<void> = Promise.resolve()

  constructor(options: VerdictBookOptions, record: GenerationRecord) {
    this.#options = options
    this.#record = record
  }

  /** Records those that are new. */
  add(direction: FilterDirection, findings: readonly Finding[]): void {
    const fresh = findings.filter(({ rule, action }) => {
      const name = `${direction} ${action} ${rule}`
      if (this.#known.has(name) || this.#known.size >= most) return false
      this.#known.add(name)
      return true
    })
    if (fresh.length === 0) return
    for (const finding of fresh) this.#options.observe(direction, finding)
    const verdicts = fresh.map(finding => this.#verdict(direction, finding))
    this.#writing = this.#writing.then(() => this.#write(verdicts))
  }

  /** Resolves when all is recorded that was found. Never rejects. */
  written(): Promise<void> {
    return this.#writing
  }

  #verdict(direction: FilterDirection, { rule, action }: Finding): Verdict {
    const { id: generationId, messageId, threadId, projectId } = this.#record
    const ids = { id: this.#options.ids.make(), projectId, threadId, messageId, generationId }
    return { ...ids, direction, action, rule, at: this.#options.clock.now() }
  }

  async #write(verdicts: readonly Verdict[]): Promise<void> {
    try {
      await this.#options.store.recordVerdicts(this.#record.threadId, verdicts)
    } catch (error) {
      // The verdict itself stands: an answer does not wait for a store that is away.
      this.#options.logger.error({ generation: this.#record.id, err: error }, 'verdicts were not recorded')
    }
  }
}
