/** What a person, an operator or the assistant can be to a thread or a message (CV9). */
export type Relation = 'owner' | 'collaborator' | 'viewer' | 'operator' | 'assistant' | 'author'

/** Who wants something: a user with their role in the thread, an operator, or the assistant itself. */
export type Actor =
  | { readonly kind: 'user'; readonly id: string; readonly role: 'owner' | 'collaborator' | 'viewer' | null }
  | { readonly kind: 'operator'; readonly id: string }
  | { readonly kind: 'assistant' }

/** What it is wanted of: the thread's state, and the message's author and role where a message is meant. */
export interface Resource {
  readonly archived?: boolean
  readonly authorId?: string | null
  readonly messageRole?: 'user' | 'assistant' | 'system'
}

interface PermissionRow {
  /** Any of these relations permits it. */
  readonly permits: readonly Relation[]
  /** Refused while the thread is archived. */
  readonly writes: boolean
  /** The only role of message it can be done to. */
  readonly only?: 'user' | 'assistant'
}

const readers = ['owner', 'collaborator', 'viewer', 'operator'] as const
const people = ['owner', 'collaborator', 'viewer'] as const
const writers = ['owner', 'collaborator'] as const
const keepers = ['owner', 'operator'] as const

/** The permission matrix: REST, socket and widget all obey it, and the table in the docs is made from it (CV9). */
export const permissions = {
  'thread.read': { permits: readers, writes: false },
  'thread.export': { permits: readers, writes: false },
  'thread.pin': { permits: people, writes: false },
  'thread.markRead': { permits: people, writes: false },
  'thread.type': { permits: writers, writes: true },
  'thread.rename': { permits: writers, writes: true },
  'thread.archive': { permits: keepers, writes: false },
  'thread.delete': { permits: keepers, writes: false },
  'participant.list': { permits: readers, writes: false },
  'participant.manage': { permits: keepers, writes: true },
  'participant.leave': { permits: ['collaborator', 'viewer'], writes: false },
  'invite.read': { permits: keepers, writes: false },
  'invite.revoke': { permits: keepers, writes: false },
  'message.send': { permits: writers, writes: true },
  'message.edit': { permits: ['author'], writes: true, only: 'user' },
  'message.delete': { permits: ['author', ...keepers], writes: true },
  'message.feedback': { permits: people, writes: false, only: 'assistant' },
  'message.history': { permits: readers, writes: false },
  'answer.write': { permits: ['assistant'], writes: false, only: 'assistant' },
  'answer.regenerate': { permits: writers, writes: true, only: 'assistant' },
  'answer.continue': { permits: writers, writes: true, only: 'assistant' },
  'answer.stop': { permits: [...writers, 'operator'], writes: false, only: 'assistant' },
  'answer.showVersion': { permits: writers, writes: true, only: 'assistant' },
  'tool.decide': { permits: writers, writes: true, only: 'assistant' },
  'summary.read': { permits: readers, writes: false },
  'summary.write': { permits: keepers, writes: true },
} as const satisfies Record<string, PermissionRow>

export type Action = keyof typeof permissions

const relations = (actor: Actor, resource: Resource): readonly Relation[] => {
  if (actor.kind !== 'user') return [actor.kind]
  if (actor.role === null) return []
  // An author who may only look on by now has no more say in what they wrote than other viewers.
  const isAuthor = actor.role !== 'viewer' && resource.authorId === actor.id
  return isAuthor ? [actor.role, 'author'] : [actor.role]
}

/** Why something is refused; `null` when it is permitted. A thread that one has no part in does not exist for one. */
export type Refusal = 'not_found' | 'forbidden' | 'thread_archived' | null

/** Decides whether an actor may do something to a resource, and why not (CV9). */
export const refusal = (actor: Actor, action: Action, resource: Resource): Refusal => {
  const row: PermissionRow = permissions[action]
  const mine = relations(actor, resource)
  if (mine.length === 0) return 'not_found'
  if (!mine.some(relation => row.permits.includes(relation))) return 'forbidden'
  if (row.only && resource.messageRole !== undefined && resource.messageRole !== row.only) return 'forbidden'
  return row.writes && resource.archived === true ? 'thread_archived' : null
}

/** May this actor do that? (CV9) */
export const can = (actor: Actor, action: Action, resource: Resource = {}): boolean =>
  refusal(actor, action, resource) === null
