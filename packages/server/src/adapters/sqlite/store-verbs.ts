import type { Store } from '../../ports/store.ts'
import { continueAnswer } from './answers/continue-answer.ts'
import { finishGeneration } from './answers/finish-generation.ts'
import { regenerate } from './answers/regenerate.ts'
import { requestStop } from './answers/request-stop.ts'
import { moveGeneration, raiseTerm, startGeneration } from './answers/run-generation.ts'
import { showVersion } from './answers/show-version.ts'
import { purgeCommands } from './commands/known-commands.ts'
import { deleteMessage } from './messages/delete-message.ts'
import { editMessage } from './messages/edit-message.ts'
import { giveFeedback } from './messages/give-feedback.ts'
import { sendMessage } from './messages/send-message.ts'
import { deliverActivity, deliverToFeeds } from './outbox/deliver.ts'
import { completeDelivery, failDelivery, takeDeliveries } from './outbox/deliveries.ts'
import { addOperatorKey, addSigningKey, expireSigningKey, revokeOperatorKey } from './projects/keys.ts'
import { createProject, updateProject } from './projects/project-writes.ts'
import { createThread } from './threads/create-thread.ts'
import { deleteThread } from './threads/delete-thread.ts'
import { markRead } from './threads/mark-read.ts'
import { updateThread } from './threads/update-thread.ts'
import { createVisitor, extendSession, openKnownSession, purgeSessions, revokeSession } from './users/user-writes.ts'
import type { WriteContext } from './write-context.ts'

/** A writing verb of the port as its function, the context first. */
type Writing<K extends keyof Store> = Store[K] extends (...args: infer Args) => infer Result
  ? (context: WriteContext, ...args: Args) => Awaited<Result>
  : never

const writes = {
  createProject,
  updateProject,
  addSigningKey,
  expireSigningKey,
  addOperatorKey,
  revokeOperatorKey,
  createVisitor,
  openKnownSession,
  revokeSession,
  extendSession,
  createThread,
  updateThread,
  deleteThread,
  markRead,
  sendMessage,
  editMessage,
  deleteMessage,
  regenerate,
  continueAnswer,
  showVersion,
  giveFeedback,
  startGeneration,
  moveGeneration,
  requestStop,
  raiseTerm,
  finishGeneration,
  takeDeliveries,
  completeDelivery,
  failDelivery,
  deliverToFeeds,
  deliverActivity,
} satisfies { [K in keyof Store]?: Writing<K> }

/** Names of the port's verbs that write. */
export type WriteName = keyof typeof writes

/** Rows of each kind that one slice of purging removed. */
export interface Purged {
  readonly commands: number
  readonly sessions: number
}

/** Forgets one slice of what has expired. */
const purge = (context: WriteContext, at: number): Purged => ({
  commands: purgeCommands(context, at),
  sessions: purgeSessions(context, at),
})

const beat = ({ sql }: WriteContext): number =>
  sql.change<{ beat: number }>('UPDATE health SET beat = beat + 1 WHERE id = 1 RETURNING beat')?.beat ?? 0

/** What the writer does, by name; a verb's arguments cross to it as one list. */
export type StoreVerbs = { [K in WriteName]: (args: Parameters<Store[K]>) => Awaited<ReturnType<Store[K]>> } & {
  beat: (args: []) => number
  purge: (args: [at: number]) => Purged
}

/** The port's writing verbs on a writer's connection. */
export const storeVerbs = (context: WriteContext): StoreVerbs => {
  const bind = <Args extends unknown[], Result>(verb: (context: WriteContext, ...args: Args) => Result) => {
    return (args: Args): Result => verb(context, ...args)
  }
  const bound = Object.fromEntries(
    Object.entries(writes).map(([name, verb]) => [
      name,
      bind(verb as (context: WriteContext, ...args: never[]) => unknown),
    ]),
  )
  return { ...(bound as unknown as StoreVerbs), beat: bind(beat), purge: bind(purge) }
}

/** Names of all verbs of the port that write. */
export const writeNames = Object.keys(writes) as WriteName[]
