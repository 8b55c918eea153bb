import { isNamed } from '../models/call.ts'
import type { MongoContext } from '../mongo-context.ts'
import { forgetMessages, forgetTitle } from '../search/index-message.ts'

/** What was taken out of a deleted thread. */
export interface ThreadContents {
  readonly messages: number
  readonly edits: number
  readonly answers: number
  readonly feedback: number
  readonly invites: number
  readonly summaries: number
  /** Ids of the runs. */
  readonly generations: readonly string[]
  /** Who had written what went. */
  readonly authors: readonly string[]
  /** Nothing is left in it. */
  readonly done: boolean
}

const removeInvites = async ({ invites, inviteUses }: MongoContext, threadId: string): Promise<number> => {
  const ids = (await invites.all({ threadId })).map(({ _id }) => _id)
  await inviteUses.remove({ inviteId: { $in: ids } })
  return await invites.remove({ _id: { $in: ids } })
}

/**
 * Takes the newest so many messages out of a deleted thread whose turn was taken, with all that hangs on them: none is
 * left that was superseded by one that went. When nothing is left the title goes as well.
 */
export const emptyThread = async (context: MongoContext, threadId: string, limit: number): Promise<ThreadContents> => {
  const found = await context.messages.all({ threadId }, { sort: { seq: -1 }, limit: limit + 1 })
  const full = found.slice(0, limit)
  const ids = full.map(({ _id }) => _id)
  const messageId = { $in: ids }
  const runs = await context.generations.all({ messageId })
  await forgetMessages(context, ids)
  const feedback = await context.feedback.remove({ messageId })
  const edits = await context.edits.remove({ messageId })
  const answers = await context.answers.remove({ messageId })
  await context.toolCalls.remove({ generationId: { $in: runs.map(({ _id }) => _id) } })
  await context.generations.remove({ messageId })
  const messages = await context.messages.remove({ _id: messageId })
  const done = found.length <= limit
  const invites = done ? await removeInvites(context, threadId) : 0
  const summaries = done ? await context.summaries.remove({ threadId }) : 0
  const nothing = { emptied: true, title: null, messageCount: 0, totalTokens: 0 }
  await context.masks.remove({ threadId })
  if (done) {
    await context.calls.updateAll({ threadId: { $eq: threadId, ...isNamed } }, { $set: { threadId: null } })
    await context.verdicts.remove({ threadId })
    await context.threads.update({ _id: threadId }, { $set: nothing })
    await forgetTitle(context, threadId)
  }
  const authors = full.flatMap(({ authorId }) => authorId ?? [])
  const generations = runs.map(({ _id }) => _id)
  return { messages, edits, answers, feedback, invites, summaries, generations, authors, done }
}
