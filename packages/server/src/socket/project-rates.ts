import type { AdminProject } from '@chat-view/protocol'
import { noOwnRates, type OwnRates, ownRates } from '../domain/project-rates.ts'
import type { Clock } from '../ports/clock.ts'
import type { ProjectStore } from '../ports/project-store.ts'

export interface ProjectRatesOptions {
  readonly store: Pick<ProjectStore, 'getProject'>
  readonly clock: Pick<Clock, 'monotonic'>
  /** Longest time for which rates are believed of which no word came, in milliseconds; default 30 s. */
  readonly ttlMs?: number
  /** Most projects of which they are kept: with more, each frame may cost a read. Default 10,000. */
  readonly max?: number
}

interface Kept {
  /** Of the project when it was read. */
  readonly version: number
  readonly rates: OwnRates
  readonly until: number
}

/**
 * The rates that projects have for frames (SE5), at hand without waiting: a frame is counted in the turn in which it comes.
 * They are noted whenever a project is read, which is at the latest when its first client says hello. What no word was heard
 * of for long is read again meanwhile, and holds until that is there, also while the store is away.
 */
export class ProjectRates {
  readonly #options: ProjectRatesOptions
  readonly #ttlMs: number
  readonly #max: number
  readonly #kept = new Map<string, Kept>()

  constructor(options: ProjectRatesOptions) {
    this.#options = options
    this.#ttlMs = options.ttlMs ?? 30_000
    this.#max = options.max ?? 10_000
  }

  /** A project as it was read, maybe some time ago. */
  note({ id, version, settings }: Pick<AdminProject, 'id' | 'version' | 'settings'>): void {
    const kept = this.#kept.get(id)
    if (!kept || kept.version <= version) this.#keep(id, { version, rates: ownRates('socket', settings) })
  }

  of(projectId: string): OwnRates {
    const kept = this.#kept.get(projectId)
    if (kept && kept.until > this.#options.clock.monotonic()) return kept.rates
    const before = kept ?? { version: 0, rates: noOwnRates }
    // Kept as it was at once: of many frames that come now, one has it read.
    this.#keep(projectId, before)
    void this.#read(projectId)
    return before.rates
  }

  #keep(id: string, known: Omit<Kept, 'until'>): void {
    this.#kept.delete(id)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= this.#max && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(id, { ...known, until: this.#options.clock.monotonic() + this.#ttlMs })
  }

  async #read(id: string): Promise<void> {
    const project = await this.#options.store.getProject(id).catch(() => null)
    if (project) this.note(project)
  }
}
