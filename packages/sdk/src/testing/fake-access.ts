import type { Message } from '@chat-view/protocol'
import { type Action, type Resource, refusal } from '@chat-view/protocol/codes'
import { ChatError } from '../errors/chat-error.ts'
import type { FakeThread, FakeWorld } from './fake-world.ts'

/** Finds threads and messages for a user and asks the real matrix of permissions (CV9). */
export class FakeAccess {
  readonly #world: FakeWorld

  constructor(world: FakeWorld) {
    this.#world = world
  }

  /** @throws not_found, deleted, forbidden, thread_archived */
  thread(user: string, id: string, ...actions: readonly Action[]): FakeThread {
    const row = this.#world.threads.get(id)
    if (!row) throw new ChatError('not_found')
    for (const action of actions) this.#ask(user, row, action, {})
    return row
  }

  /** @throws not_found, deleted, forbidden, thread_archived */
  message(user: string, id: string, action: Action): { row: FakeThread; message: Message } {
    const found = this.#world.find(id)
    if (!found) throw new ChatError('not_found')
    const { authorId, role } = found.message
    this.#ask(user, found.row, action, { authorId, messageRole: role })
    return found
  }

  #ask(user: string, row: FakeThread, action: Action, resource: Resource): void {
    const role = row.members.get(user)?.role ?? null
    if (role && row.deleted) throw new ChatError('deleted')
    const archived = row.thread.archivedAt !== null
    const why = refusal({ kind: 'user', id: user, role }, action, { ...resource, archived })
    if (why) throw new ChatError(why)
  }
}
