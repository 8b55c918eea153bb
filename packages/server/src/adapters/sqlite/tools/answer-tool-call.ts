import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import { expectUnanswered, expectUndecided } from '../../../ports/tool-call-rules.ts'
import type { ToolCallAnswer, ToolCallStore } from '../../../ports/tool-call-store.ts'
import { isOpen } from '../answers/generation-row.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { once } from '../commands/known-commands.ts'
import type { WriteContext } from '../write-context.ts'
import { findToolCall } from './tool-call-row.ts'

type Ask = Parameters<ToolCallStore['askToolCall']>[0]

/** A row for a call that waits, of an answer that its owner still runs. */
export const askToolCall = ({ sql }: WriteContext, verb: Ask): boolean => {
  const { generationId, call, approval, page, owner, at } = verb
  const run = sql.get(`SELECT 1 FROM generations g WHERE g.id = ? AND g.owner = ? AND ${isOpen}`, generationId, owner)
  if (run === undefined) return false
  sql.run(
    `INSERT INTO tool_calls (generation_id, call, approval, page, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (generation_id, call) DO NOTHING`,
    generationId,
    call,
    approval ? 1 : 0,
    page ? 1 : 0,
    at,
  )
  return true
}

interface OpenRun {
  readonly generationId: string
  readonly threadId: string
  readonly projectId: string
  readonly askerId: string
  readonly ownerId: string
}

/** The run that fills a message now. @throws state_conflict */
const openRun = ({ sql }: WriteContext, messageId: string): OpenRun => {
  const run = sql.get<OpenRun>(
    `SELECT g.id AS generationId, g.thread_id AS threadId, t.project_id AS projectId,
       g.user_id AS askerId, t.owner_id AS ownerId
     FROM generations g JOIN threads t ON t.id = g.thread_id WHERE g.message_id = ? AND ${isOpen}`,
    messageId,
  )
  if (run === undefined) throw new CodedError('state_conflict')
  return run
}

export const decideToolCall = (
  context: WriteContext,
  verb: Parameters<ToolCallStore['decideToolCall']>[0],
): Commit<ToolCallAnswer> =>
  once(context, verb, () => {
    const { messageId, userId, call, approve } = verb
    const { generationId, threadId, projectId, askerId, ownerId } = openRun(context, messageId)
    expectUndecided(findToolCall(context.sql, generationId, call), { userId, askerId, ownerId })
    const decided = approve ? 1 : 0
    context.sql.run(
      'UPDATE tool_calls SET approved = ? WHERE generation_id = ? AND call = ?',
      decided,
      generationId,
      call,
    )
    const action = approve ? 'tool.allowed' : 'tool.declined'
    writeAudit(context, { at: verb.at, actor: userId, action, projectId, threadId, messageId, subject: call })
    return { value: { messageId, generationId }, changes: [] }
  })

export const giveToolResult = (
  context: WriteContext,
  verb: Parameters<ToolCallStore['giveToolResult']>[0],
): Commit<ToolCallAnswer> =>
  once(context, verb, () => {
    const { messageId, call, result, failed } = verb
    const { generationId } = openRun(context, messageId)
    expectUnanswered(findToolCall(context.sql, generationId, call))
    context.sql.run(
      'UPDATE tool_calls SET result = ?, failed = ? WHERE generation_id = ? AND call = ?',
      result,
      failed ? 1 : 0,
      generationId,
      call,
    )
    return { value: { messageId, generationId }, changes: [] }
  })
