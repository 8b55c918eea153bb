import type { AdminProject, CallPurpose } from '@chat-view/protocol'
import type { CallRecord } from './usage-store.ts'

/** What will be asked of a provider, at most. */
export interface SpendingWish {
  /** The generation's id, or that of another call; what is settled names it again. */
  readonly id: string
  readonly project: AdminProject
  /** On whose account; null: only the project's. */
  readonly userId: string | null
  readonly purpose: CallPurpose
  readonly model: string
  /** Where it is asked: by the newest call there the next one is estimated. */
  readonly threadId?: string | null
  /** Most tokens of request and answer, where that is known; otherwise the model's usual. */
  readonly tokens?: { readonly input: number; readonly output: number }
}

/** The spend firewall (AI7): reserve before, settle after, release when nothing was consumed. */
export interface Spending {
  /**
   * @throws quota_exceeded with the limit and its reset, answers_paused; provider_unavailable where a limit of money holds
   * and nobody told the model's price
   */
  reserve(wish: SpendingWish): Promise<void>
  /** After the calls were recorded; again it changes nothing. Never throws: what fails is found by the job. */
  settle(id: string, calls: readonly CallRecord[]): Promise<void>
  /** Never throws: what fails expires. */
  release(id: string): Promise<void>
}
