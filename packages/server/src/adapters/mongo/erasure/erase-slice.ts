import { CodedError } from '../../../ports/coded-error.ts'
import type { ErasureStep, ErasureStore } from '../../../ports/erasure-store.ts'
import type { MongoContext } from '../mongo-context.ts'
import type { Units } from '../units.ts'
import { removeUser } from '../users/remove-user.ts'
import { getErasure } from './erasure-record.ts'
import type { ErasurePhase, ErasureRun } from './erasure-run.ts'
import { deleteOwnedThreads, emptyOwnedThreads, leaveTombstones } from './owned-threads.ts'
import { peopleOf } from './people-of.ts'
import { dropDeliveries, dropSessions, forgetRows, leaveThreads } from './traces.ts'
import { emptyWrittenMessages } from './written-messages.ts'
import { removeWrittenSummaries } from './written-summaries.ts'

/** In this order: a thread is empty before its author is looked for, and who left hears of nothing more. */
const phases: readonly ErasurePhase[] = [
  dropSessions,
  deleteOwnedThreads,
  emptyOwnedThreads,
  emptyWrittenMessages,
  removeWrittenSummaries,
  leaveThreads,
  dropDeliveries,
  ...forgetRows,
  leaveTombstones,
]

/** True when each phase found less than it might take. */
const eraseRows = async (run: ErasureRun, people: readonly string[], limit: number): Promise<boolean> => {
  let left = limit
  for (const userId of people)
    for (const phase of phases) {
      left -= await phase({ ...run, userId }, left)
      if (left <= 0) return false
    }
  return true
}

/** Looked at once more, for a command that was on its way may have come after its phase. */
const isLeft = async (context: MongoContext, people: readonly string[]): Promise<boolean> => {
  const { threads, messages, summaries, members } = context
  for (const userId of people) {
    if ((await threads.get({ ownerId: userId })) !== null) return true
    if ((await messages.get({ authorId: userId })) !== null) return true
    if ((await summaries.get({ authorId: userId })) !== null) return true
    if ((await members.get({ userId })) !== null) return true
  }
  return false
}

const finish = async (context: MongoContext, id: string, people: readonly string[]): Promise<void> => {
  if (await isLeft(context, people)) return
  for (const userId of people) await removeUser(context, userId)
  await context.erasures.update({ _id: id, finishedAt: null }, { $set: { userId: null } })
}

/** Takes up to so many rows, each unit in a transaction of its own; with the last of them the user goes too. */
export const eraseSlice = async (
  units: Units,
  { id, at, limit }: Parameters<ErasureStore['eraseSlice']>[0],
): Promise<ErasureStep> => {
  const record = await units.alone(context => getErasure(context, id))
  if (record === null) throw new CodedError('not_found')
  const { userId, projectId } = record
  const out = { changes: [], sessions: [], stopping: [], generations: [] }
  if (userId === null) return { ...out, erasure: record }

  const people = await units.alone(context => peopleOf(context, userId))
  const run: ErasureRun = { ...out, units, id, userId, projectId, at }
  if (await eraseRows(run, people, limit)) await units.together(context => finish(context, id, people))
  const erasure = await units.alone(context => getErasure(context, id))
  return { ...out, erasure: erasure ?? record }
}
