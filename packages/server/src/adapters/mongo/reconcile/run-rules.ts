import type { MessagePart } from '@chat-view/protocol'
import { hashText } from '@chat-view/protocol/codes'
import { byId, type Found, type Rule, removing, rowsOf, setting, textOf, writingOf } from './rule.ts'

/** What a run's row says of the text that it left. */
const toldOf = (parts: unknown): { length: number; hash: string } => {
  const text = ((parts ?? []) as MessagePart[]).map(part => ('text' in part ? part.text : '')).join('')
  return { length: text.length, hash: hashText(text) }
}

export const runWithoutMessage: Rule = {
  kind: row => (row.endedAt === null ? 'generation' : 'orphan'),
  field: null,
  async detect(reader, rows) {
    const messages = await byId(
      reader,
      'messages',
      rows.map(row => row.messageId),
    )
    return rows.flatMap((row): Found[] =>
      messages.has(textOf(row.messageId)) ? [] : [{ row, found: textOf(row.messageId), expected: null }],
    )
  },
  repair: removing('generations'),
}

export const runOfOtherThread: Rule = {
  kind: 'generation',
  field: 'threadId',
  async detect(reader, rows) {
    const messages = await byId(
      reader,
      'messages',
      rows.map(row => row.messageId),
    )
    return rows.flatMap((row): Found[] => {
      const expected = messages.get(textOf(row.messageId))?.threadId
      return expected === undefined || expected === row.threadId
        ? []
        : [{ row, found: textOf(row.threadId), expected: textOf(expected) }]
    })
  },
  repair: setting('generations', 'threadId'),
}

/** An answer whose run is gone keeps its text: it gets a run that was interrupted, of which nothing else is known. */
export const lostRun: Rule = {
  kind: 'orphan',
  field: 'generationId',
  async detect(reader, rows) {
    const runs = await byId(
      reader,
      'generations',
      rows.map(row => row.generationId),
    )
    return rows.flatMap((row): Found[] =>
      runs.has(textOf(row.generationId)) ? [] : [{ row, found: textOf(row.generationId), expected: null }],
    )
  },
  async repair(context, { row }) {
    const message = await context.messages.get({ _id: textOf(row.messageId) })
    const thread = message === null ? null : await context.threads.get({ _id: message.threadId })
    if (message === null || thread === null) return
    const createdAt = Number(row.createdAt)
    await writingOf(context, 'generations').insert({
      _id: textOf(row.generationId),
      messageId: message._id,
      threadId: thread._id,
      userId: thread.ownerId,
      version: row.number,
      state: 'interrupted',
      owner: 'reconciliation',
      term: 1,
      stopRequested: false,
      continues: false,
      provider: '',
      model: '',
      createdAt,
      startedAt: null,
      endedAt: createdAt,
      reason: 'lost',
      ...toldOf(row.parts),
      tokens: 0,
      usage: null,
      tools: [],
      suggestions: [],
      context: null,
      contextRecord: null,
    })
  },
}

/** Of two open runs of a message the newer goes on; the other ends as interrupted, with what its version holds. */
export const secondRun: Rule = {
  kind: 'generation',
  field: 'state',
  async detect(reader, rows) {
    const open = rows.filter(row => row.endedAt === null)
    if (open.length === 0) return []
    const messageIds = open.map(row => textOf(row.messageId))
    const others = await rowsOf(reader, 'generations').all({
      messageId: { $in: messageIds },
      endedAt: { $type: 'null' },
    })
    return open.flatMap((row): Found[] => {
      const newer = others.some(
        other =>
          other.messageId === row.messageId &&
          (Number(other.createdAt) > Number(row.createdAt) ||
            (other.createdAt === row.createdAt && textOf(other._id) > textOf(row._id))),
      )
      return newer ? [{ row, found: textOf(row.state), expected: 'interrupted' }] : []
    })
  },
  async repair(context, { row }, at) {
    const [answer] = await rowsOf(context, 'answers').all({ messageId: row.messageId, number: row.version })
    const held = answer !== undefined && answer.generationId === row._id ? answer.parts : []
    const endedAt = Math.max(at, Number(row.createdAt))
    const change = { state: 'interrupted', reason: 'lost', endedAt, ...toldOf(held) }
    await writingOf(context, 'generations').update({ _id: row._id, endedAt: { $type: 'null' } }, { $set: change })
  },
}
