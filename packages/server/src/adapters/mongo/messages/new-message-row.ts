import type { MessageRow } from '../models/message.ts'
import { partsOfText } from './message-row.ts'

interface MessagePlace {
  readonly id: string
  readonly threadId: string
  readonly seq: number
  readonly at: number
}

interface NewQuestion extends MessagePlace {
  readonly authorId: string
  readonly commandId: string | undefined
  readonly text: string
}

const unchanged = { version: 1, shown: 1, versions: 1, edits: 0, editedAt: null, deletedAt: null, supersededBy: null }

/** A person's message as it was written. */
export const newMessageRow = ({ id, threadId, seq, at, authorId, commandId, text }: NewQuestion): MessageRow => ({
  _id: id,
  threadId,
  seq,
  role: 'user',
  authorId,
  commandId: commandId ?? null,
  parts: partsOfText(text),
  createdAt: at,
  ...unchanged,
})

/** A message of the assistant; its parts are in its versions. */
export const newAnswerRow = ({ id, threadId, seq, at }: MessagePlace): MessageRow => ({
  _id: id,
  threadId,
  seq,
  role: 'assistant',
  authorId: null,
  commandId: null,
  parts: [],
  createdAt: at,
  ...unchanged,
})
