import { errorCodes } from '@chat-view/protocol/codes'
import type { CommandObserver } from '../../commands/create-command-bus.ts'
import type { SpanSink } from '../../ports/span-sink.ts'

const isOurs = (code: string): boolean =>
  code in errorCodes && errorCodes[code as keyof typeof errorCodes].status >= 500

/** Commands as spans: those over HTTP under their request, those of a socket each with the trace that its answer names (OP1). */
export const traceCommands =
  (record: SpanSink): CommandObserver =>
  (command, code, seconds, { traceId, spanId, principal }) => {
    record({
      name: `command ${command}`,
      kind: spanId === undefined ? 'server' : 'internal',
      traceId,
      parentId: spanId,
      ms: seconds * 1_000,
      attributes: {
        'chat_view.command': command,
        'chat_view.code': code,
        'chat_view.project': principal.projectId,
        'chat_view.user': principal.userId,
      },
      failure: isOurs(code) ? code : undefined,
    })
  }
