import type { Feedback, MessagePart, Summary, ThreadEntry } from '@chat-view/protocol'
import type { ExportedUser } from './export-json.ts'
import type { ExportedMessage } from './exported-message.ts'
import { type ExportSource, summariesOf, walkMessages, walkThreads } from './walk-threads.ts'

const timeOf = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')

const quoted = (text: string): string =>
  text
    .split('\n')
    .map(line => `> ${line}`.trimEnd())
    .join('\n')

/** On one line, and no markup of ours. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/([\\`*_[\]<>#])/g, '\\$1')

const partText = (part: MessagePart): string => {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'reasoning':
      return `Reasoning:\n\n${quoted(part.text)}`
    case 'tool':
      return `Tool ${plain(part.name)} (${part.state})`
    case 'citation':
      return `[${part.number}] ${plain(part.title)}${part.url === null ? '' : ` <${encodeURI(part.url)}>`}`
    default:
      // A kind of a newer version.
      return ''
  }
}

const partsText = (parts: readonly MessagePart[]): string =>
  parts
    .map(partText)
    .filter(text => text !== '')
    .join('\n\n')

const authorOf = ({ role, authorName, authorId }: ExportedMessage): string => {
  if (role !== 'user') return role === 'assistant' ? 'Assistant' : 'System'
  return plain(authorName ?? (authorId === null ? 'Nobody known' : 'User'))
}

const opinionOf = (feedback: Feedback | null | undefined): string[] =>
  feedback ? [`Your opinion: ${feedback.rating}${feedback.reason === null ? '' : `, ${plain(feedback.reason)}`}`] : []

const historyOf = ({ earlier, answers, versions }: ExportedMessage): string[] => [
  ...earlier.map(edit => `Before ${timeOf(edit.at)}:\n\n${quoted(edit.before)}`),
  ...answers
    .filter(({ number }) => number !== versions.shown)
    .flatMap(({ number, parts, feedback }) => [
      `Answer ${number} of ${versions.count}:\n\n${quoted(partsText(parts))}`,
      ...opinionOf(feedback),
    ]),
]

const messageText = (message: ExportedMessage): string => {
  const { deletedAt, supersededBy, feedback } = message
  const blocks = [
    `### ${authorOf(message)}, ${timeOf(message.createdAt)}`,
    ...(supersededBy === null ? [] : ['*Before the question was changed*']),
    deletedAt === null ? partsText(message.parts) : `*Deleted ${timeOf(deletedAt)}*`,
    ...opinionOf(feedback),
    ...historyOf(message),
  ]
  return blocks.filter(block => block !== '').join('\n\n')
}

const summaryText = ({ messages, authorId, updatedAt, text }: Summary): string => {
  const by = authorId === null ? 'the assistant' : 'a person'
  const of = messages === 1 ? 'one message' : `${messages} messages`
  return `*Summary of ${of}, by ${by}, ${timeOf(updatedAt)}*\n\n${quoted(text)}`
}

const headOf = ({ title, role, createdAt, archivedAt }: ThreadEntry): string => {
  const facts = [`since ${timeOf(createdAt)}`, `you are ${role}`, ...(archivedAt === null ? [] : ['archived'])]
  return `## ${title === null ? 'Untitled' : plain(title)}\n\n*${facts.join(', ')}*`
}

/** One Markdown document to read: a section a thread, a heading a message, with its history quoted below it. */
export async function* exportMarkdown(source: ExportSource, user: ExportedUser): AsyncGenerator<string> {
  yield `# Conversations of ${plain(user.name ?? user.externalId ?? user.id)}\n\n*${timeOf(source.now)}*\n`
  for await (const entry of walkThreads(source)) {
    yield `\n${headOf(entry)}\n`
    for (const summary of await summariesOf(source, entry.id)) yield `\n${summaryText(summary)}\n`
    for await (const message of walkMessages(source, entry.id)) yield `\n${messageText(message)}\n`
  }
}
