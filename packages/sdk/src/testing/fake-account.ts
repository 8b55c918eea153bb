import type { Message, Receipt } from '@chat-view/protocol'
import { textOfParts } from '../messages/text-of-parts.ts'
import type { FakeAnswers } from './fake-answers.ts'
import type { FakeSessions } from './fake-sessions.ts'
import { type FakeThread, type FakeWorld, fakeId } from './fake-world.ts'

const day = 86_400_000

const rowsOf = (world: FakeWorld, user: string): FakeThread[] =>
  [...world.threads.values()].filter(row => row.members.has(user) && !row.deleted)

/** Everything of a user as one file (CV12). */
export const fakeExport = (world: FakeWorld, user: string, format: string | null): Response => {
  const threads = rowsOf(world, user).map(row => ({
    thread: world.entry(row, user),
    messages: [...row.messages.values()],
  }))
  const asText = ({ thread, messages }: (typeof threads)[number]): string =>
    [`# ${thread.title ?? ''}`.trim(), ...messages.map(({ parts }) => textOfParts(parts))].join('\n\n')
  const isText = format === 'markdown'
  const body = isText
    ? `${threads.map(asText).join('\n\n')}\n`
    : JSON.stringify({ user: world.users.get(user), threads }, null, 2)
  const type = isText ? 'text/markdown; charset=utf-8' : 'application/json; charset=utf-8'
  const name = `attachment; filename="chat-export.${isText ? 'md' : 'json'}"`
  return new Response(body, { headers: { 'content-type': type, 'content-disposition': name } })
}

/** Erases a user: their threads, what they wrote in others', and whatever proves who they were (ST8). */
export const fakeErase = (world: FakeWorld, answers: FakeAnswers, sessions: FakeSessions, user: string): Receipt => {
  const requestedAt = world.clock.now()
  const counts = { threads: 0, messages: 0 }
  const empty = (row: FakeThread, message: Message): void => {
    counts.messages++
    world.put(row, null, 'message.updated', { ...message, parts: [], authorName: null, deletedAt: requestedAt })
  }
  for (const row of rowsOf(world, user)) {
    if (row.owner === user) {
      for (const id of row.messages.keys()) answers.end(id, 'stopped', 'user')
      row.messages.clear()
      row.deleted = true
      world.emit(row, null, { type: 'thread.deleted' })
      counts.threads++
    } else {
      for (const message of row.messages.values()) if (message.authorId === user) empty(row, message)
      world.leave(row, user)
    }
  }
  world.users.delete(user)
  world.feeds.delete(user)
  const finishedAt = world.clock.now()
  const claims = { id: fakeId(), project: fakeId(), requestedAt, finishedAt, counts }
  const receipt: Receipt = { ...claims, backupsUntil: finishedAt + 30 * day, signature: 'fake' }
  sessions.end(user, receipt)
  return receipt
}
