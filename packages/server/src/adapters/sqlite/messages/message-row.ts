import type {
  AnswerVersion,
  ContextUse,
  Generation,
  GenerationState,
  Message,
  MessagePart,
  Usage,
} from '@chat-view/protocol'
import type { MessageRecord } from '../../../ports/message-store.ts'

/** What is selected of a generation beside its message. */
export interface RunRow {
  readonly run_id: string | null
  readonly state: GenerationState
  readonly model: string
  readonly run_created_at: number
  readonly ended_at: number | null
  readonly reason: string
  readonly length: number
  readonly hash: string
  readonly usage: string | null
  readonly context: string | null
  readonly suggestions: string
}

/** A message with its author's name, the parts of the shown answer, and its run. */
export interface MessageRow extends RunRow {
  readonly id: string
  readonly thread_id: string
  readonly project_id: string
  readonly seq: number
  readonly version: number
  readonly role: Message['role']
  readonly author_id: string | null
  readonly author_name: string | null
  readonly command_id: string | null
  readonly parts: string
  readonly shown: number
  readonly versions: number
  readonly edits: number
  readonly edited_at: number | null
  readonly deleted_at: number | null
  readonly superseded_by: string | null
  readonly created_at: number
}

export const runColumns = `g.id AS run_id, g.state, g.model, g.created_at AS run_created_at, g.ended_at, g.reason,
  g.length, g.hash, g.usage, g.context, g.suggestions`

/** Messages of threads that are there. The cross join holds their order: statistics of few threads would turn it round. */
export const selectMessage = `SELECT m.id, m.thread_id, t.project_id, m.seq, m.version, m.role, m.author_id,
    u.name AS author_name, m.command_id, coalesce(a.parts, m.parts) AS parts, m.shown, m.versions, m.edits, m.edited_at,
    m.deleted_at, m.superseded_by, m.created_at, ${runColumns}
  FROM messages m
  CROSS JOIN threads t ON t.id = m.thread_id AND t.deleted_at IS NULL
  LEFT JOIN users u ON u.id = m.author_id
  LEFT JOIN answer_versions a ON a.message_id = m.id AND a.number = m.shown AND m.role = 'assistant'
  LEFT JOIN generations g ON g.id = a.generation_id`

export const messageById = `${selectMessage} WHERE m.id = ?`

export const toParts = (json: string): MessagePart[] => JSON.parse(json) as MessagePart[]

/** The text that parts hold together. */
export const textOf = (json: string): string =>
  toParts(json)
    .map(part => ('text' in part ? part.text : ''))
    .join('')

/** A person's text as the parts of their message. */
export const partsOfText = (text: string): string => JSON.stringify([{ kind: 'text', text }])

export const toUsage = (json: string | null): Usage | null => (json === null ? null : (JSON.parse(json) as Usage))

const toGeneration = (row: RunRow): Generation | null =>
  row.run_id === null
    ? null
    : {
        id: row.run_id,
        state: row.state,
        model: row.model,
        createdAt: row.run_created_at,
        end:
          row.ended_at === null
            ? null
            : { reason: row.reason, length: row.length, hash: row.hash, usage: toUsage(row.usage), at: row.ended_at },
        context: row.context === null ? null : (JSON.parse(row.context) as ContextUse),
        suggestions: JSON.parse(row.suggestions) as string[],
      }

/** A message as it leaves the store. */
export const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  threadId: row.thread_id,
  seq: row.seq,
  version: row.version,
  role: row.role,
  authorId: row.author_id,
  authorName: row.author_name,
  commandId: row.command_id,
  parts: toParts(row.parts),
  generation: toGeneration(row),
  versions: { shown: row.shown, count: row.versions },
  edits: row.edits,
  editedAt: row.edited_at,
  deletedAt: row.deleted_at,
  supersededBy: row.superseded_by,
  createdAt: row.created_at,
})

export const toMessageRecord = (row: MessageRow): MessageRecord => ({ ...toMessage(row), projectId: row.project_id })

/** One of the answers that a message holds. */
export interface VersionRow extends RunRow {
  readonly number: number
  readonly parts: string
  readonly created_at: number
}

export const toAnswerVersions = (row: VersionRow): AnswerVersion[] => {
  const generation = toGeneration(row)
  if (generation === null) return []
  return [{ number: row.number, parts: toParts(row.parts), generation, createdAt: row.created_at }]
}
