import type { AnswerVersion, Generation, Message, MessagePart } from '@chat-view/protocol'
import type { MessageRecord } from '../../../ports/message-store.ts'
import type { AnswerRow } from '../models/answer.ts'
import type { GenerationRow } from '../models/generation.ts'
import type { MessageRow } from '../models/message.ts'

/** A message with what other rows hold of it. */
export interface WholeMessage {
  readonly row: MessageRow
  readonly projectId: string
  readonly authorName: string | null
  /** The shown version of an answer, and its run. */
  readonly answer: AnswerRow | null
  readonly run: GenerationRow | null
}

/** A person's text as the parts of their message. */
export const partsOfText = (text: string): MessagePart[] => [{ kind: 'text', text }]

/** All the text of a message. */
export const textOf = (parts: readonly MessagePart[]): string =>
  parts.map(part => ('text' in part ? part.text : '')).join('')

const toGeneration = (run: GenerationRow): Generation => ({
  id: run._id,
  state: run.state,
  model: run.model,
  createdAt: run.createdAt,
  end:
    run.endedAt === null
      ? null
      : {
          reason: run.reason ?? '',
          length: run.length ?? 0,
          hash: run.hash ?? '',
          usage: run.usage,
          at: run.endedAt,
        },
  context: run.context,
  suggestions: [...run.suggestions],
})

/** A message as it leaves the store. */
export const toMessage = ({ row, authorName, answer, run }: WholeMessage): Message => ({
  id: row._id,
  threadId: row.threadId,
  seq: row.seq,
  version: row.version,
  role: row.role,
  authorId: row.authorId,
  authorName,
  commandId: row.commandId,
  parts: [...(answer ?? row).parts],
  generation: run === null ? null : toGeneration(run),
  versions: { shown: row.shown, count: row.versions },
  edits: row.edits,
  editedAt: row.editedAt,
  deletedAt: row.deletedAt,
  supersededBy: row.supersededBy,
  createdAt: row.createdAt,
})

export const toMessageRecord = (message: WholeMessage): MessageRecord => ({
  ...toMessage(message),
  projectId: message.projectId,
})

/** One of the answers that a message holds. */
export const toAnswerVersion = ({ number, parts, createdAt }: AnswerRow, run: GenerationRow): AnswerVersion => ({
  number,
  parts: [...parts],
  generation: toGeneration(run),
  createdAt,
})
