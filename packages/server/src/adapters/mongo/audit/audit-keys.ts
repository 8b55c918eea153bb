import { createHmac, randomBytes } from 'node:crypto'
import type { AuditKeyRow } from '../models/audit-key.ts'
import type { MongoContext } from '../mongo-context.ts'

/** Actors that are no users of a project: they are named as they are. */
const named = /^(server|command-line|operator:.+)$/

/**
 * A user's name and key in the trail, made when it first tells of them: of two verbs that make it at once one conflicts
 * and finds the other's. Without the row nothing leads back to them.
 */
export const auditKeyOf = async ({ auditKeys }: MongoContext, userId: string): Promise<AuditKeyRow> => {
  const known = await auditKeys.get({ userId })
  if (known !== null) return known
  const pseudonym = randomBytes(12).toString('base64url')
  const row = { userId, pseudonym, key: randomBytes(32).toString('base64url') }
  await auditKeys.insert(row)
  return row
}

/** How the trail calls an actor: a user by their pseudonym. */
export const auditName = async (context: MongoContext, actor: string): Promise<string> =>
  named.test(actor) ? actor : `user:${(await auditKeyOf(context, actor)).pseudonym}`

/** A hash of a text under the key of the user whose it was; null of an erased one, who gets no key any more (ST8). */
export const auditHash = async (
  context: MongoContext,
  ownerId: string | null,
  text: string,
): Promise<string | null> => {
  const owner = ownerId === null ? null : await context.users.get({ _id: ownerId })
  if (owner === null || owner.erasedAt !== null) return null
  const key = Buffer.from((await auditKeyOf(context, owner._id)).key, 'base64url')
  return createHmac('sha256', key).update(text).digest('base64url')
}
