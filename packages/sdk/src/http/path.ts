import { ChatError } from '../errors/chat-error.ts'

/**
 * A path with ids in it. What is no id, as `''` or `'../me'`, would name something else than was meant, so it is refused.
 * For ids that a page names; those that the server has told are some. @throws ChatError `invalid_request`
 */
export const path = (texts: TemplateStringsArray, ...ids: readonly (string | null)[]): string => {
  for (const id of ids)
    if (!/^[\w-]+$/.test(`${id}`)) throw new ChatError('invalid_request', { detail: `No id: ${id}` })
  return String.raw(texts, ...ids)
}
