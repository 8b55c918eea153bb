import type { LimitPeriod, LimitUnit } from '@chat-view/protocol'

/** What is consumed of each unit; money in millionths of the currency. */
export type Amounts = Readonly<Record<LimitUnit, number>>

/** One period of one account, and what it may hold at most; a unit that is absent has no limit but is counted. */
export interface QuotaPeriod {
  readonly period: LimitPeriod
  /** Its beginning in the project's time zone, in milliseconds since the Unix epoch: a new one begins at nothing. */
  readonly startsAt: number
  readonly limits: Partial<Record<LimitUnit, number>>
}

/** Who pays: a project, or one of its users or visitors. */
export interface QuotaAccount {
  readonly projectId: string
  /** Null: the project as a whole. */
  readonly userId: string | null
  readonly periods: readonly QuotaPeriod[]
}

export interface ReservationVerb {
  /** The generation's id, or that of another call. Reserved twice, it counts once. */
  readonly id: string
  readonly amounts: Amounts
  readonly accounts: readonly QuotaAccount[]
  readonly at: number
  /** From then on it is given back, unless it was settled: its node is lost. */
  readonly expiresAt: number
}

export type Reservation =
  | { readonly result: 'reserved' }
  | {
      readonly result: 'refused'
      readonly userId: string | null
      readonly period: LimitPeriod
      readonly unit: LimitUnit
    }

/** What an account holds in a period. */
export interface QuotaCount {
  readonly userId: string | null
  readonly period: LimitPeriod
  readonly startsAt: number
  readonly used: Amounts
  readonly reserved: Amounts
}

/**
 * The counters of the spend firewall (AI7). Each account's step is one conditional update, before and after the answer's
 * transaction, never in it; a step that was done before changes nothing. A reservation over several accounts is all or
 * none: what was taken of the first is given back when another refuses.
 */
export interface QuotaStore {
  reserve(verb: ReservationVerb): Promise<Reservation>
  /** What it really was, in place of what was reserved; also more, or of an expired one: money that was spent is counted. */
  settle(verb: { id: string; amounts: Amounts; at: number }): Promise<void>
  /** Nothing was consumed: everything is given back. */
  release(verb: { id: string; at: number }): Promise<void>
  quotaCounts(query: { projectId: string; userId: string | null; at: number }): Promise<QuotaCount[]>
  /** Gives back what expired, forgets settled ones after a day and counters of past periods; in slices. Ids that expired. */
  expireReservations(query: { at: number; limit: number }): Promise<readonly string[]>
}
