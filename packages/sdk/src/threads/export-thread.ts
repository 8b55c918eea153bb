import type { Message, Page, ThreadEntry } from '@chat-view/protocol'
import { ChatError } from '../errors/chat-error.ts'
import type { HttpRequest } from '../http/http-client.ts'
import { path } from '../http/path.ts'
import type { ExportOptions } from './threads-api.ts'

const pageSize = 200

const textOf = (message: Message): string =>
  message.parts
    .map(part => (part.kind === 'text' ? part.text : ''))
    .filter(text => text !== '')
    .join('\n\n')

const heading = (message: Message): string => {
  const who =
    message.authorName ?? (message.role === 'user' ? 'User' : message.role === 'assistant' ? 'Assistant' : 'System')
  return `## ${who} · ${new Date(message.createdAt).toISOString()}`
}

const asMarkdown = (thread: ThreadEntry, messages: readonly Message[]): string => {
  const shown = messages.filter(({ deletedAt }) => deletedAt === null)
  return [
    `# ${thread.title ?? ''}`.trim(),
    ...shown.map(message => `${heading(message)}\n\n${textOf(message)}`),
    '',
  ].join('\n\n')
}

/** Reads a whole thread page by page, oldest last, and writes it as one text (CV12). */
export const exportThread = async (
  request: <T>(request: HttpRequest) => Promise<T>,
  id: string,
  { format = 'markdown', signal, progress }: ExportOptions = {},
): Promise<string> => {
  if (format !== 'markdown' && format !== 'json')
    throw new ChatError('invalid_request', { detail: 'format: markdown or json' })
  const thread = await request<ThreadEntry>({ path: path`/v1/threads/${id}`, signal })
  const pages: Message[][] = []
  let before: string | null | undefined
  let read = 0
  do {
    const query = { limit: pageSize, before, ...(format === 'json' && { superseded: true }) }
    const page: Page<Message> = await request({
      path: path`/v1/threads/${id}/messages`,
      query: { ...query, before: before ?? undefined },
      signal,
    })
    pages.unshift(page.items)
    before = page.before
    read += page.items.length
    progress?.(read)
  } while (before)
  const messages = pages.flat()
  return format === 'json' ? JSON.stringify({ thread, messages }, null, 2) : asMarkdown(thread, messages)
}
