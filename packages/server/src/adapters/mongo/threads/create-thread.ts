import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import { planTurn } from '../../../ports/planned-turn.ts'
import type { CreatedThread, CreateThread } from '../../../ports/thread-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { insertTurn } from '../messages/insert-turn.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext } from '../mongo-context.ts'
import { indexTitle } from '../search/index-message.ts'
import { newMember } from './member-row.ts'

/** A thread with its owner, and its first message if one is given. */
export const createThread = (context: MongoContext, verb: CreateThread): Promise<Commit<CreatedThread>> =>
  once(context, verb, async () => {
    const { id, projectId, ownerId, title, message, answer, at } = verb
    const owner = await context.users.get({ _id: ownerId })
    if (owner?.projectId !== projectId)
      throw new CodedError('internal', { detail: 'A thread belongs to the project of its owner' })
    const row = newThread(verb)
    await context.threads.insert(row)
    await context.members.insert(newMember({ threadId: id, userId: ownerId, role: 'owner', since: at, activityAt: at }))
    if (title !== null) await indexTitle(context, { threadId: id, scope: ownerId, title, at })
    // Before its first event, so that this too takes its place by the one rule.
    const change = new ThreadChange(context, { ...row, seq: 0 }, at, ownerId)
    change.plan('thread.created', { activity: true })
    const turn = message === undefined ? null : planTurn(change, message, answer)
    const changes = await change.write({ messages: turn?.count ?? 0, reader: ownerId })
    if (turn !== null) await insertTurn(context, turn, { thread: row, at, command: verb.command })
    return {
      value: {
        threadId: id,
        messageId: message?.id ?? null,
        answerId: (message && answer?.messageId) ?? null,
        generationId: (message && answer?.generationId) ?? null,
      },
      changes,
    }
  })

const newThread = ({ id, projectId, ownerId, title, at }: CreateThread): ThreadRow => ({
  _id: id,
  projectId,
  ownerId,
  version: 1,
  seq: 1,
  notableSeq: 0,
  purgedSeq: 0,
  title,
  createdAt: at,
  lastActivityAt: at,
  archivedAt: null,
  deletedAt: null,
  messageCount: 0,
  totalTokens: 0,
  summariseAt: null,
  summariseTo: null,
  emptied: false,
  turn: 1,
})
