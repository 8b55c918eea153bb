import type { ErrorCode } from '@chat-view/protocol/codes'
import { CodedError } from '../../ports/coded-error.ts'

/** The error that a verb refuses with. A verb that does not refuse, or not with a coded error, fails the test. */
export const refusalOf = async (verb: Promise<unknown>): Promise<CodedError> => {
  const error = await verb.then(
    () => new Error('It was not refused'),
    (error: unknown) => error,
  )
  if (error instanceof CodedError) return error
  throw error
}

/** Its code alone. */
export const codeOf = async (verb: Promise<unknown>): Promise<ErrorCode> => (await refusalOf(verb)).code
