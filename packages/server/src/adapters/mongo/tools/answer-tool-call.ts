import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import { expectUnanswered, expectUndecided } from '../../../ports/tool-call-rules.ts'
import type { ToolCallAnswer, ToolCallRecord, ToolCallStore } from '../../../ports/tool-call-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import { type GenerationRow, isOpen } from '../models/generation.ts'
import type { ToolCallRow } from '../models/tool-call.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'

type Ask = Parameters<ToolCallStore['askToolCall']>[0]

const toRecord = ({ generationId, call, approval, page, approved, result, failed }: ToolCallRow): ToolCallRecord => ({
  generationId,
  call,
  approval,
  page,
  approved,
  result,
  failed,
})

export const toolCallsOf = async ({ toolCalls }: MongoReader, generationId: string): Promise<ToolCallRecord[]> =>
  (await toolCalls.all({ generationId })).map(toRecord)

/** A row for a call that waits, of an answer that its owner still runs. */
export const askToolCall = async ({ generations, toolCalls }: MongoContext, verb: Ask): Promise<boolean> => {
  const { owner, generationId, call, approval, page, at } = verb
  if ((await generations.get({ _id: generationId, owner, ...isOpen })) === null) return false
  const asked = { generationId, call }
  if ((await toolCalls.get(asked)) === null)
    await toolCalls.insert({ ...asked, approval, page, approved: null, result: null, failed: false, at })
  return true
}

/** The run that fills a message now. @throws state_conflict */
const openRun = async ({ generations }: MongoContext, messageId: string): Promise<GenerationRow> => {
  const run = await generations.get({ messageId, ...isOpen })
  if (run === null) throw new CodedError('state_conflict')
  return run
}

export const decideToolCall = (
  context: MongoContext,
  verb: Parameters<ToolCallStore['decideToolCall']>[0],
): Promise<Commit<ToolCallAnswer>> =>
  once(context, verb, async () => {
    const { at, messageId, userId, call, approve } = verb
    const { _id: generationId, threadId, userId: askerId } = await openRun(context, messageId)
    const thread = await context.threads.get({ _id: threadId })
    const asked = await context.toolCalls.get({ generationId, call })
    expectUndecided(asked, { userId, askerId, ownerId: thread?.ownerId })
    await context.toolCalls.update({ generationId, call }, { $set: { approved: approve } })
    const projectId = thread?.projectId ?? null
    const action = approve ? 'tool.allowed' : 'tool.declined'
    await writeAudit(context, { at, actor: userId, action, projectId, threadId, messageId, subject: call })
    return { value: { messageId, generationId }, changes: [] }
  })

export const giveToolResult = (
  context: MongoContext,
  verb: Parameters<ToolCallStore['giveToolResult']>[0],
): Promise<Commit<ToolCallAnswer>> =>
  once(context, verb, async () => {
    const { messageId, call, result, failed } = verb
    const { _id: generationId } = await openRun(context, messageId)
    expectUnanswered(await context.toolCalls.get({ generationId, call }))
    await context.toolCalls.update({ generationId, call }, { $set: { result, failed } })
    return { value: { messageId, generationId }, changes: [] }
  })
