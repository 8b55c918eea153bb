import type { MongoContext } from '../mongo-context.ts'
import type { Units } from '../units.ts'
import { removeUser } from '../users/remove-user.ts'

/** Is nothing theirs any more? Whom an erasure still works on is left to it; what it left behind has its own id. */
const isLone = async (context: MongoContext, userId: string): Promise<boolean> => {
  const user = await context.users.get({ _id: userId })
  if (user?.kind !== 'visitor') return false
  if (user.erasedAt !== null && (await context.erasures.get({ _id: userId })) === null) return false
  if ((await context.sessions.get({ userId })) !== null) return false
  if ((await context.members.get({ userId })) !== null) return false
  if ((await context.threads.get({ ownerId: userId })) !== null) return false
  return (await context.messages.get({ authorId: userId })) === null
}

/** Forgets those of them who are visitors without session, thread and message: asked of whoever just lost one. */
export const removeLoneVisitors = async (units: Units, userIds: Iterable<string>): Promise<number> => {
  let removed = 0
  for (const id of new Set(userIds)) {
    const lone = await units.together(async context => {
      if (!(await isLone(context, id))) return false
      await removeUser(context, id)
      return true
    })
    if (lone) removed++
  }
  return removed
}
