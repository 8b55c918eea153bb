import type { AuditRecord, AuditSeal } from '../../ports/audit-store.ts'

/** What a seal says beside its rows. */
export type SealHead = Pick<AuditSeal, 'number' | 'from' | 'to' | 'count' | 'previous'>

/**
 * A row as seals know it: its fields in this order, as JSON. The seal's number is not among them, for it comes later.
 * The form never changes: seals of all times are checked by it.
 */
export const canonicalRow = (row: AuditRecord): string =>
  JSON.stringify([
    row.id,
    row.at,
    row.projectId,
    row.actor,
    row.action,
    row.threadId,
    row.messageId,
    row.subject,
    row.contentHash,
  ])

/** SHA-256, as hex digits, over a seal's head and its rows, a line each, in order of their ids. */
export const hashOfSeal = async (head: SealHead, rows: readonly AuditRecord[]): Promise<string> => {
  const { number, from, to, count, previous } = head
  const ordered = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const text = [JSON.stringify([number, from, to, count, previous]), ...ordered.map(canonicalRow)].join('\n')
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
}

/** What is signed of a seal; the hash holds the rest. */
export const signedText = ({ number, hash, at }: Pick<AuditSeal, 'number' | 'hash' | 'at'>): string =>
  JSON.stringify([number, hash, at])

/** The head of a seal over rows; there is at least one. */
export const headOf = (number: number, previous: string | null, rows: readonly AuditRecord[]): SealHead => {
  const times = rows.map(({ at }) => at)
  return { number, previous, count: rows.length, from: Math.min(...times), to: Math.max(...times) }
}
