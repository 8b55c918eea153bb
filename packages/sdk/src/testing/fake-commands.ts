import type { CommandArgs, CommandName, CommandResult, Message, MessagePart, PageTool } from '@chat-view/protocol'
import { isOpenGeneration } from '@chat-view/protocol/codes'
import { ChatError } from '../errors/chat-error.ts'
import type { FakeAccess } from './fake-access.ts'
import type { FakeAnswers } from './fake-answers.ts'
import type { PeopleCommand } from './fake-people.ts'
import { type SummaryCommand, spoilSummaries } from './fake-summaries.ts'
import type { ToolCommand } from './fake-tools.ts'
import { type FakeThread, type FakeWorld, fakeId } from './fake-world.ts'

/** One handler for each command. */
export type FakeHandlers = {
  [N in CommandName]: (user: string, args: CommandArgs<N>, id: string) => CommandResult<N>
}

const textPart = (text: string): MessagePart[] => [{ kind: 'text', text }]

/** What the fake server does in conversations, with the refusals of the real one. */
export const fakeCommands = (
  world: FakeWorld,
  answers: FakeAnswers,
  access: FakeAccess,
): Omit<FakeHandlers, PeopleCommand | SummaryCommand | ToolCommand> => {
  const present = <T extends { message: Message }>(found: T): T => {
    if (found.message.deletedAt !== null) throw new ChatError('deleted')
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

  const answerTo = (row: FakeThread, question: string, tools?: readonly PageTool[]): Message => {
    const message = { ...blank(row, 'assistant', []), generation: answers.generation() }
    const answer = world.put(row, null, 'answer.started', message)
    answers.begin(row, answer, question, tools)
    return answer
  }

  const ask = (
    user: string,
    row: FakeThread,
    { text, answer = true, tools }: { text: string; answer?: boolean | undefined; tools?: PageTool[] | undefined },
    commandId: string,
  ) => {
    if (answer) answers.admit()
    if ([...answers.running.values()].some(run => run.row === row)) throw new ChatError('too_many', { retryAfter: 1 })
    const authorName = world.users.get(user)?.name ?? null
    const own = { ...blank(row, 'user', textPart(text)), authorId: user, authorName, commandId }
    const message = world.put(row, user, 'message.created', own)
    return { message, answer: answer ? answerTo(row, text, tools) : null }
  }

  const questionOf = (row: FakeThread, answer: Message): string => {
    const earlier = [...row.messages.values()].filter(({ role, seq }) => role === 'user' && seq < answer.seq)
    const [part] = earlier.at(-1)?.parts ?? []
    return part && 'text' in part ? part.text : ''
  }

  /** Another generation for an answer that has ended. */
  const again = (
    user: string,
    { message: id, tools }: { message: string; tools?: PageTool[] | undefined },
    isNew: boolean,
  ): Message => {
    answers.admit()
    const action = isNew ? 'answer.regenerate' : 'answer.continue'
    const { row, message } = present(access.message(user, id, action))
    if (!message.generation || isOpenGeneration(message.generation.state)) throw new ChatError('state_conflict')
    const count = message.versions.count + (isNew ? 1 : 0)
    if (isNew) row.answers.set(id, [...(row.answers.get(id) ?? []), message])
    const next = {
      ...message,
      parts: isNew ? [] : message.parts,
      generation: answers.generation(),
      versions: { shown: count, count },
      ...(isNew && { feedback: null }),
    }
    const started = world.put(row, user, 'answer.started', next)
    answers.begin(row, started, questionOf(row, started), tools)
    return started
  }

  return {
    createThread: (user, { title, message }, id) => {
      if (message) answers.admit()
      const row = world.createThread(user, title ?? null)
      const asked = message ? ask(user, row, message, id) : { message: null, answer: null }
      return { thread: world.entry(row), ...asked }
    },
    updateThread: (user, { thread, title, pinned, archived, version }) => {
      const row = access.thread(user, thread, 'thread.pin')
      if (archived !== undefined) access.thread(user, thread, 'thread.archive')
      if (title !== undefined && archived !== false) access.thread(user, thread, 'thread.rename')
      expect(version, row.thread)
      const member = row.members.get(user)
      if (pinned !== undefined && member) member.pinned = pinned
      const change = {
        ...(title !== undefined && { title }),
        ...(archived !== undefined && { archivedAt: archived ? world.clock.now() : null }),
      }
      if (title !== undefined || archived !== undefined) world.update(row, user, change)
      else world.touch(row, [user])
      return { thread: world.entry(row, user) }
    },
    deleteThread: (user, { thread }) => {
      const row = access.thread(user, thread, 'thread.delete')
      row.deleted = true
      world.emit(row, user, { type: 'thread.deleted' })
      return { thread }
    },
    markRead: (user, { thread, seq }) => {
      const row = access.thread(user, thread, 'thread.markRead')
      const member = row.members.get(user)
      if (member) member.readSeq = Math.max(member.readSeq, seq)
      world.touch(row, [user])
      return { thread: world.entry(row, user) }
    },
    sendMessage: (user, { thread, ...args }, id) => ask(user, access.thread(user, thread, 'message.send'), args, id),
    editMessage: (user, { message: messageId, text, version, tools }) => {
      const { row, message } = present(access.message(user, messageId, 'message.edit'))
      expect(version, message)
      answers.admit()
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
      spoilSummaries(world, row, message)
      for (const { id } of later) {
        const old = row.messages.get(id)
        if (old) row.messages.set(id, { ...old, version: old.version + 1, supersededBy: messageId })
      }
      const messages = later.map(({ id }) => id)
      if (messages.length > 0) world.emit(row, user, { type: 'messages.superseded', messages, by: messageId })
      return { message: next, answer: answerTo(row, text, tools) }
    },
    deleteMessage: (user, { message: messageId, version }) => {
      const { row, message } = present(access.message(user, messageId, 'message.delete'))
      expect(version, message)
      answers.end(messageId, 'stopped', 'user')
      const emptied = { ...message, parts: [], deletedAt: world.clock.now() }
      spoilSummaries(world, row, message)
      return { message: world.put(row, user, 'message.updated', emptied) }
    },
    regenerate: (user, args) => ({ message: again(user, args, true) }),
    continue: (user, args) => ({ message: again(user, args, false) }),
    stop: (user, { message: id, generation }) => {
      const { row, message } = present(access.message(user, id, 'answer.stop'))
      if (message.generation?.id === generation) answers.end(id, 'stopped', 'user')
      return { message: row.messages.get(id) ?? message }
    },
    showVersion: (user, { message: id, number }) => {
      const { row, message } = present(access.message(user, id, 'answer.showVersion'))
      const all = [...(row.answers.get(id) ?? []), message]
      const shown = all[number - 1]
      if (!shown) throw new ChatError('not_found')
      const next = {
        ...message,
        parts: shown.parts,
        generation: shown.generation,
        feedback: shown.feedback ?? null,
        versions: { ...message.versions, shown: number },
      }
      return { message: world.put(row, user, 'message.updated', next) }
    },
    giveFeedback: (user, { message: id, number, feedback }) => {
      const { row, message } = present(access.message(user, id, 'message.feedback'))
      if (number !== undefined && number !== message.versions.shown) {
        const answers = row.answers.get(id) ?? []
        const rated = answers[number - 1]
        if (!rated) throw new ChatError('state_conflict')
        row.answers.set(id, answers.with(number - 1, { ...rated, feedback }))
        return { message }
      }
      return { message: world.put(row, user, 'message.updated', { ...message, feedback }) }
    },
  }
}
