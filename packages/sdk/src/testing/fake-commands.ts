import type { CommandArgs, CommandName, CommandResult, Message, MessagePart } from '@chat-view/protocol'
import { isOpenGeneration } from '@chat-view/protocol/codes'
import { ChatError } from '../errors/chat-error.ts'
import type { FakeAnswers } from './fake-answers.ts'
import { type FakeThread, type FakeWorld, fakeId } from './fake-world.ts'

type Handlers = { [N in CommandName]: (user: string, args: CommandArgs<N>, id: string) => CommandResult<N> }

const textPart = (text: string): MessagePart[] => [{ kind: 'text', text }]

/** The commands of the fake server, with the refusals of the real one. */
export const fakeCommands = (world: FakeWorld, answers: FakeAnswers): Handlers => {
  const threadOf = (user: string, id: string): FakeThread => {
    const row = world.threads.get(id)
    if (!row || row.owner !== user) throw new ChatError('not_found')
    if (row.deleted) throw new ChatError('deleted')
    return row
  }

  const messageOf = (user: string, id: string): { row: FakeThread; message: Message } => {
    const found = world.find(id)
    if (!found || found.row.owner !== user) throw new ChatError('not_found')
    if (found.message.deletedAt !== null) throw new ChatError('deleted')
    return found
  }

  const writable = <T extends { row: FakeThread }>(found: T): T => {
    if (found.row.thread.archivedAt !== null) throw new ChatError('thread_archived')
    return found
  }

  const expect = (version: number | undefined, current: { version: number }): void => {
    if (version !== undefined && version !== current.version) throw new ChatError('conflict', { current })
  }

  const blank = (row: FakeThread, role: Message['role'], parts: MessagePart[]): Message => ({
    id: fakeId(),
    threadId: row.thread.id,
    seq: row.thread.seq + 1,
    version: 0,
    role,
    authorId: null,
    authorName: null,
    commandId: null,
    parts,
    generation: null,
    versions: { shown: 1, count: 1 },
    edits: 0,
    editedAt: null,
    deletedAt: null,
    supersededBy: null,
    createdAt: world.clock.now(),
  })

  const answerTo = (row: FakeThread, question: string): Message => {
    const message = { ...blank(row, 'assistant', []), generation: answers.generation() }
    const answer = world.put(row, null, 'answer.started', message)
    answers.begin(row, answer, question)
    return answer
  }

  const ask = (user: string, row: FakeThread, text: string, commandId: string, answered = true) => {
    if ([...answers.running.values()].some(run => run.row === row)) throw new ChatError('too_many', { retryAfter: 1 })
    const authorName = world.users.get(user)?.name ?? null
    const own = { ...blank(row, 'user', textPart(text)), authorId: user, authorName, commandId }
    const message = world.put(row, user, 'message.created', own)
    return { message, answer: answered ? answerTo(row, text) : null }
  }

  const questionOf = (row: FakeThread, answer: Message): string => {
    const earlier = [...row.messages.values()].filter(({ role, seq }) => role === 'user' && seq < answer.seq)
    const [part] = earlier.at(-1)?.parts ?? []
    return part && 'text' in part ? part.text : ''
  }

  /** Another generation for an answer that has ended. */
  const again = (user: string, id: string, parts: (message: Message) => MessagePart[], isNew: boolean): Message => {
    const { row, message } = writable(messageOf(user, id))
    if (!message.generation || isOpenGeneration(message.generation.state)) throw new ChatError('state_conflict')
    const count = message.versions.count + (isNew ? 1 : 0)
    if (isNew) row.answers.set(id, [...(row.answers.get(id) ?? []), message])
    const next = {
      ...message,
      parts: parts(message),
      generation: answers.generation(),
      versions: { shown: count, count },
    }
    const started = world.put(row, user, 'answer.started', next)
    answers.begin(row, started, questionOf(row, started))
    return started
  }

  return {
    createThread: (user, { title, message }, id) => {
      const row = world.createThread(user, title ?? null)
      const asked = message ? ask(user, row, message.text, id) : { message: null, answer: null }
      return { thread: world.entry(row), ...asked }
    },
    updateThread: (user, { thread, title, pinned, archived, version }) => {
      const row = threadOf(user, thread)
      expect(version, row.thread)
      if (pinned !== undefined) row.pinned = pinned
      const change = {
        ...(title !== undefined && { title }),
        ...(archived !== undefined && { archivedAt: archived ? world.clock.now() : null }),
      }
      if (title !== undefined || archived !== undefined) world.update(row, user, change)
      else world.touch(row)
      return { thread: world.entry(row) }
    },
    deleteThread: (user, { thread }) => {
      const row = threadOf(user, thread)
      row.deleted = true
      world.emit(row, user, { type: 'thread.deleted' })
      return { thread }
    },
    markRead: (user, { thread, seq }) => {
      const row = threadOf(user, thread)
      row.readSeq = Math.max(row.readSeq, seq)
      world.touch(row)
      return { thread: world.entry(row) }
    },
    sendMessage: (user, { thread, text, answer }, id) => {
      const { row } = writable({ row: threadOf(user, thread) })
      return ask(user, row, text, id, answer)
    },
    editMessage: (user, { message: messageId, text, version }) => {
      const { row, message } = writable(messageOf(user, messageId))
      expect(version, message)
      const [part] = message.parts
      const before = part && 'text' in part ? part.text : ''
      const at = world.clock.now()
      const record = { id: fakeId(), messageId, authorId: user, at, before, after: text }
      row.edits.set(messageId, [...(row.edits.get(messageId) ?? []), record])
      const later = [...row.messages.values()].filter(
        ({ seq, supersededBy }) => seq > message.seq && supersededBy === null,
      )
      for (const { id } of later) answers.end(id, 'stopped', 'user')
      const edited = { ...message, parts: textPart(text), edits: message.edits + 1, editedAt: at }
      const next = world.put(row, user, 'message.updated', edited)
      for (const { id } of later) {
        const old = row.messages.get(id)
        if (old) row.messages.set(id, { ...old, version: old.version + 1, supersededBy: messageId })
      }
      const messages = later.map(({ id }) => id)
      if (messages.length > 0) world.emit(row, user, { type: 'messages.superseded', messages, by: messageId })
      return { message: next, answer: answerTo(row, text) }
    },
    deleteMessage: (user, { message: messageId, version }) => {
      const { row, message } = writable(messageOf(user, messageId))
      expect(version, message)
      answers.end(messageId, 'stopped', 'user')
      const emptied = { ...message, parts: [], deletedAt: world.clock.now() }
      return { message: world.put(row, user, 'message.updated', emptied) }
    },
    regenerate: (user, { message }) => ({ message: again(user, message, () => [], true) }),
    continue: (user, { message }) => ({ message: again(user, message, ({ parts }) => parts, false) }),
    stop: (user, { message: id, generation }) => {
      const { message } = messageOf(user, id)
      if (message.generation?.id === generation) answers.end(id, 'stopped', 'user')
      return { message: messageOf(user, id).message }
    },
    showVersion: (user, { message: id, number }) => {
      const { row, message } = writable(messageOf(user, id))
      const all = [...(row.answers.get(id) ?? []), message]
      const shown = all[number - 1]
      if (!shown) throw new ChatError('not_found')
      const next = {
        ...message,
        parts: shown.parts,
        generation: shown.generation,
        versions: { ...message.versions, shown: number },
      }
      return { message: world.put(row, user, 'message.updated', next) }
    },
    giveFeedback: (user, { message: id, feedback }) => {
      const { row, message } = messageOf(user, id)
      return { message: world.put(row, user, 'message.updated', { ...message, feedback }) }
    },
  }
}
