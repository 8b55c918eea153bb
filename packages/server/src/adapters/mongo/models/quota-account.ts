import type { LimitPeriod } from '@chat-view/protocol'
import type { Amounts } from '../../../ports/quota-store.ts'
import { collection, list, maybeRecord, maybeText, ownId, text, time } from './fields.ts'

/** What an account holds in one period. */
export interface PeriodRow {
  readonly startsAt: number
  readonly used: Amounts
  readonly reserved: Amounts
}

/** A reservation in its account: how much, and in which periods it counts; null: the account had no such period. */
export interface HoldRow extends Amounts, Readonly<Record<LimitPeriod, number | null>> {
  readonly id: string
  readonly expiresAt: number
  /** Given back, as nobody came for it in time; whoever still comes is counted. */
  readonly expired: boolean
}

/** Who pays, with all that the spend firewall counts of them: one document, so that each step is one statement (AI7). */
export interface QuotaAccountRow extends Readonly<Record<LimitPeriod, PeriodRow | null>> {
  /** `<project>/<user>`, without a user for the project itself. */
  readonly _id: string
  readonly projectId: string
  readonly userId: string | null
  readonly holds: readonly HoldRow[]
  /** When something was last reserved. */
  readonly seenAt: number
}

export const quotaAccounts = collection<QuotaAccountRow>('quota_accounts', {
  ...ownId,
  projectId: text(1),
  userId: maybeText(1),
  minute: maybeRecord,
  day: maybeRecord,
  month: maybeRecord,
  holds: list,
  seenAt: time(),
})
quotaAccounts.index({ 'holds.id': 1 }, { name: 'reservation' })
quotaAccounts.index({ 'holds.expired': 1, 'holds.expiresAt': 1 }, { name: 'end' })
quotaAccounts.index({ userId: 1 }, { name: 'user', partialFilterExpression: { userId: { $gt: '' } } })
quotaAccounts.index({ seenAt: 1 }, { name: 'seen' })
