import type { Generation, Message, MessagePart } from '@chat-view/protocol'
import { hashText } from '@chat-view/protocol/codes'

/** Rows for tests of this folder. */
export const sampleMessage = (change: Partial<Message> = {}): Message => ({
  id: 'm1',
  threadId: 't1',
  seq: 1,
  version: 1,
  role: 'assistant',
  authorId: null,
  authorName: null,
  commandId: null,
  parts: [],
  generation: null,
  versions: { shown: 1, count: 1 },
  edits: 0,
  editedAt: null,
  deletedAt: null,
  supersededBy: null,
  createdAt: 0,
  ...change,
})

export const openGeneration = (id: string): Generation => ({
  id,
  state: 'streaming',
  model: 'fake',
  createdAt: 0,
  end: null,
})

export const endedGeneration = (id: string, text: string, state: Generation['state'] = 'done'): Generation => ({
  ...openGeneration(id),
  state,
  end: { reason: 'stop', length: text.length, hash: hashText(text), usage: null, at: 0 },
})

export const textPart = (text: string): MessagePart => ({ kind: 'text', text })
