import type { FakeAccess } from './fake-access.ts'
import type { FakeAnswers } from './fake-answers.ts'
import type { FakeHandlers } from './fake-commands.ts'

export type ToolCommand = 'decideToolCall' | 'giveToolResult'

/** Deciding about calls of tools, and answering them: the first word counts (AI10). */
export const fakeTools = (answers: FakeAnswers, access: FakeAccess): Pick<FakeHandlers, ToolCommand> => ({
  decideToolCall: (user, { message: id, call, approve }) => {
    const { message } = access.message(user, id, 'tool.decide')
    answers.settle(id, call, 'waiting', { state: approve ? 'running' : 'denied' })
    return { message: answers.read(message) }
  },
  giveToolResult: (user, { message: id, call, result, failed }) => {
    const { message } = access.message(user, id, 'tool.decide')
    answers.settle(id, call, 'running', { state: failed ? 'failed' : 'done', result })
    return { message: answers.read(message) }
  },
})
