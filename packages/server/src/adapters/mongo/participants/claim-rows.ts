import type { MongoContext } from '../mongo-context.ts'
import type { Claim } from './claim-membership.ts'

/** Runs and edits are found by their messages: neither has an index of who. */
const moveRuns = async (context: MongoContext, { visitorId, userId }: Claim, threadIds: readonly string[]) => {
  for (const threadId of threadIds) {
    const messages = await context.messages.aggregate<{ _id: string }>([
      { $match: { threadId } },
      { $project: { _id: 1 } },
    ])
    const messageId = { $in: messages.map(({ _id }) => _id) }
    await context.generations.updateAll({ messageId, userId: visitorId }, { $set: { userId } })
  }
}

const moveTexts = async (context: MongoContext, { visitorId, userId }: Claim): Promise<string[]> => {
  const written = await context.messages.aggregate<{ _id: string; threadId: string }>([
    { $match: { authorId: visitorId } },
    { $project: { threadId: 1 } },
  ])
  const messageId = { $in: written.map(({ _id }) => _id) }
  await context.edits.updateAll({ messageId, authorId: visitorId }, { $set: { authorId: userId } })
  await context.messages.updateAll({ authorId: visitorId }, { $set: { authorId: userId } })
  return written.map(({ threadId }) => threadId)
}

/** Where both have a row of something, the user's stays. */
const moveOpinions = async ({ feedback }: MongoContext, { visitorId, userId }: Claim): Promise<void> => {
  const ids = (await feedback.all({ userId: visitorId })).map(({ messageId }) => messageId)
  for (const { messageId, number } of await feedback.all({ userId, messageId: { $in: ids } }))
    await feedback.remove({ userId: visitorId, messageId, number })
  await feedback.updateAll({ userId: visitorId }, { $set: { userId } })
}

const moveInvites = async ({ invites, inviteUses }: MongoContext, { visitorId, userId }: Claim): Promise<void> => {
  await invites.updateAll({ createdBy: visitorId }, { $set: { createdBy: userId } })
  const ids = (await inviteUses.all({ userId: visitorId })).map(({ inviteId }) => inviteId)
  const both = (await inviteUses.all({ userId, inviteId: { $in: ids } })).map(({ inviteId }) => inviteId)
  await inviteUses.remove({ userId: visitorId, inviteId: { $in: both } })
  await inviteUses.updateAll({ userId: visitorId }, { $set: { userId } })
}

/** What the visitor's device sends again, as the user by now, was done before. */
const moveCommands = async ({ commands }: MongoContext, { visitorId, userId }: Claim): Promise<void> => {
  const ids = (await commands.all({ userId: visitorId })).map(({ id }) => id)
  const both = (await commands.all({ userId, id: { $in: ids } })).map(({ id }) => id)
  await commands.updateAll({ userId: visitorId, id: { $nin: both } }, { $set: { userId } })
}

/** What names the visitor beside their memberships, in the threads that they are in and those that they wrote in. */
export const claimRows = async (context: MongoContext, claim: Claim, threadIds: readonly string[]): Promise<void> => {
  const writtenIn = await moveTexts(context, claim)
  await moveRuns(context, claim, [...new Set([...threadIds, ...writtenIn])])
  await moveOpinions(context, claim)
  await moveInvites(context, claim)
  await moveCommands(context, claim)
  const { visitorId, userId } = claim
  await context.summaries.updateAll({ authorId: visitorId }, { $set: { authorId: userId } })
}
