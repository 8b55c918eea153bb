import type { Change } from '../../../ports/commit.ts'
import { isTakenFrom } from '../../../ports/taken-title.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { emptyMessage } from '../messages/empty-message.ts'
import { textOf } from '../messages/message-row.ts'
import type { MessageRow } from '../models/message.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext } from '../mongo-context.ts'
import { forgetTitle } from '../search/index-message.ts'
import { dropSummaries } from '../summaries/stale-summaries.ts'
import { takeThread } from '../threads/find-thread.ts'
import type { ErasurePhase, ErasureRun } from './erasure-run.ts'

const tell = async (
  context: MongoContext,
  message: MessageRow,
  thread: ThreadRow,
  { at, projectId }: ErasureRun,
): Promise<readonly Change[]> => {
  const place = { threadId: thread._id, messageId: message._id }
  const change = new ThreadChange(context, thread, at, null)
  await dropSummaries(context, change, thread._id, message.seq)
  if (message.deletedAt !== null) return await change.write()
  change.plan('message.updated', { messageId: message._id })
  const titled = thread.title !== null && isTakenFrom(thread.title, textOf(message.parts))
  if (titled) {
    change.plan('thread.updated')
    await forgetTitle(context, thread._id)
  }
  await writeAudit(context, { at, projectId, actor: 'server', action: 'message.deleted', ...place })
  return await change.write({
    messages: message.supersededBy === null ? -1 : 0,
    ...(titled ? { set: { title: null }, versioned: true } : {}),
  })
}

const emptyWritten = async (
  context: MongoContext,
  { _id, threadId }: MessageRow,
  run: ErasureRun,
): Promise<readonly Change[]> => {
  const thread = await takeThread(context, threadId)
  const message = await context.messages.get({ _id })
  if (message === null) return []
  const isThere = thread !== null && thread.deletedAt === null
  const changes = isThere ? await tell(context, message, thread, run) : []
  if (message.deletedAt === null) {
    await emptyMessage(context, message, Math.max(run.at, thread?.lastActivityAt ?? 0))
    await context.erasures.update({ _id: run.id }, { $inc: { messages: 1 } })
  }
  await context.messages.update({ _id }, { $set: { authorId: null, commandId: null } })
  return changes
}

/** Messages in others' threads: emptied, and by nobody. Owned threads are empty by now. */
export const emptyWrittenMessages: ErasurePhase = async (run, limit) => {
  const { units, userId } = run
  const written = await units.alone(({ messages }) => messages.all({ authorId: userId }, { limit }))
  for (const message of written)
    run.changes.push(...(await units.inThread(message.threadId, context => emptyWritten(context, message, run))))
  return written.length
}
