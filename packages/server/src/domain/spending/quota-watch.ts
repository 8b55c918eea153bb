import type { LimitUse } from '@chat-view/protocol'
import type { QuotaNotice, QuotaObserver } from '../../ports/quota-observer.ts'
import { SeenIds } from './seen-ids.ts'

/** Notices that are remembered as told; the oldest are forgotten first. */
const mostTold = 10_000

/** Tells once a period when a limit is nearly used up, and when it is (AI7). */
export class QuotaWatch {
  readonly #observers: readonly QuotaObserver[]
  readonly #told = new SeenIds(mostTold)

  constructor(observers: readonly QuotaObserver[]) {
    this.#observers = observers
  }

  /** How far limits of an account are used now. */
  look(projectId: string, userId: string | null, uses: readonly LimitUse[]): void {
    for (const use of uses) {
      if (use.limit === 0) continue
      if (use.used >= use.limit) this.#tell('reached', projectId, userId, use)
      else if (use.warning) this.#tell('warning', projectId, userId, use)
    }
  }

  /** It refused somebody: what runs may need all that is left. */
  refused(projectId: string, userId: string | null, use: LimitUse): void {
    this.#tell('reached', projectId, userId, use)
  }

  #tell(kind: QuotaNotice['kind'], projectId: string, userId: string | null, use: LimitUse): void {
    const { scope, unit, period, resetsAt } = use
    const key = [kind, projectId, userId ?? '', scope, unit, period, resetsAt].join('/')
    if (this.#told.has(key)) return
    this.#told.add(key)
    for (const observer of this.#observers) observer.noticed({ ...use, kind, key, projectId, userId })
  }
}
