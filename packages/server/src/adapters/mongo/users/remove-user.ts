import { isNamed } from '../models/call.ts'
import type { MongoContext } from '../mongo-context.ts'
import { among } from '../row-ids.ts'

/** Removes a user with all rows that are nothing without them; threads and messages are not among these. */
export const removeUser = async (context: MongoContext, userId: string): Promise<void> => {
  const made = await context.invites.all({ createdBy: userId })
  await context.inviteUses.remove({ inviteId: { $in: made.map(({ _id }) => _id) } })
  await context.invites.remove(among(made))
  await context.inviteUses.remove({ userId })
  await context.feedback.remove({ userId })
  await context.feed.remove({ userId })
  await context.sessions.remove({ userId })
  await context.auditKeys.remove({ userId })
  await context.quotaAccounts.remove({ userId: { $eq: userId, ...isNamed } })
  await context.calls.updateAll({ userId: { $eq: userId, ...isNamed } }, { $set: { userId: null } })
  await context.users.remove({ _id: userId })
}
