import { EventType } from '@ag-ui/core'
import type { ServiceReply, ServiceStep } from '../scripted-service/service-reply.ts'

/** An event of the protocol, whose fields may also be wrong. */
export const agentEvent = (type: string, fields: Readonly<Record<string, unknown>> = {}): ServiceStep => ({
  data: { type, ...fields },
})

const run = { threadId: 'thread', runId: 'run' }

export const runStarted = agentEvent(EventType.RUN_STARTED, run)

/** @param fields outcome and usage */
export const runFinished = (fields: Readonly<Record<string, unknown>> = {}): ServiceStep =>
  agentEvent(EventType.RUN_FINISHED, { ...run, ...fields })

/** A message of the assistant, piece by piece. */
export const agentMessage = (pieces: readonly string[], messageId = 'message', role = 'assistant'): ServiceStep[] => [
  agentEvent(EventType.TEXT_MESSAGE_START, { messageId, role }),
  ...pieces.map(delta => agentEvent(EventType.TEXT_MESSAGE_CONTENT, { messageId, delta })),
  agentEvent(EventType.TEXT_MESSAGE_END, { messageId }),
]

/** A call of a tool, its arguments in pieces. */
export const agentToolCall = (toolCallId: string, toolCallName: string, pieces: readonly string[]): ServiceStep[] => [
  agentEvent(EventType.TOOL_CALL_START, { toolCallId, toolCallName }),
  ...pieces.map(delta => agentEvent(EventType.TOOL_CALL_ARGS, { toolCallId, delta })),
  agentEvent(EventType.TOOL_CALL_END, { toolCallId }),
]

/** A whole run that says something, with what it consumed. */
export const agentAnswer = (pieces: readonly string[], more: Omit<ServiceReply, 'steps'> = {}): ServiceReply => ({
  ...more,
  steps: [
    runStarted,
    ...agentMessage(pieces),
    runFinished({ usage: [{ model: 'scripted-1', inputTokens: 7, outputTokens: pieces.length }] }),
  ],
})
