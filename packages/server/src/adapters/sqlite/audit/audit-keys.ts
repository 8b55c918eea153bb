import { createHmac, randomBytes } from 'node:crypto'
import type { WriteContext } from '../write-context.ts'

/** What the trail knows of a user: their name in it, and the key of the hashes of their texts. */
export interface AuditKey {
  readonly pseudonym: string
  readonly key: string
}

/** Actors that are no users of a project: they are named as they are. */
const named = /^(server|command-line|operator:.+)$/

/** A user's name and key in the trail, made when it first tells of them. Without the row nothing leads back to them. */
export const auditKeyOf = ({ sql }: WriteContext, userId: string): AuditKey => {
  const known = sql.get<AuditKey>('SELECT pseudonym, key FROM audit_keys WHERE user_id = ?', userId)
  if (known !== undefined) return known
  const pseudonym = randomBytes(12).toString('base64url')
  const key = randomBytes(32).toString('base64url')
  sql.run('INSERT INTO audit_keys (user_id, pseudonym, key) VALUES (?, ?, ?)', userId, pseudonym, key)
  return { pseudonym, key }
}

/** How the trail calls an actor: a user by their pseudonym. */
export const auditName = (context: WriteContext, actor: string): string =>
  named.test(actor) ? actor : `user:${auditKeyOf(context, actor).pseudonym}`

/** A hash of a text under the key of the user whose it was; null of an erased one, who gets no key any more (ST8). */
export const auditHash = (context: WriteContext, ownerId: string | null, text: string): string | null => {
  if (ownerId === null) return null
  const owner = context.sql.get<{ erased_at: number | null }>('SELECT erased_at FROM users WHERE id = ?', ownerId)
  if (owner === undefined || owner.erased_at !== null) return null
  const key = Buffer.from(auditKeyOf(context, ownerId).key, 'base64url')
  return createHmac('sha256', key).update(text).digest('base64url')
}
