import { CodedError } from '../../../ports/coded-error.ts'
import type { ErasureStep, ErasureStore } from '../../../ports/erasure-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { MongoContext } from '../mongo-context.ts'
import type { Units } from '../units.ts'
import { getUser } from '../users/user-row.ts'
import { findErasure, getErasure } from './erasure-record.ts'
import { peopleOf } from './people-of.ts'

type Verb = Parameters<ErasureStore['beginErasure']>[0]

const begin = async (context: MongoContext, { id, userId, subjectHash, at, actor }: Verb): Promise<ErasureStep> => {
  const quiet = { changes: [], stopping: [], generations: [] }
  const known = await findErasure(context, subjectHash)
  if (known !== null) return { ...quiet, erasure: known, sessions: [] }
  const user = await getUser(context, userId)
  // What an earlier erasure left behind is nobody.
  if (user === null || (await getErasure(context, userId)) !== null) throw new CodedError('not_found')

  const { projectId } = user
  const begun = { requestedAt: at, finishedAt: null, threads: 0, messages: 0 }
  await context.erasures.insert({ _id: id, projectId, userId, subjectHash, ...begun })
  await writeAudit(context, { at, projectId, actor: actor ?? userId, action: 'user.erased', person: userId })
  const people = { $in: await peopleOf(context, userId) }
  const sessions = await context.sessions.all({ userId: people })
  await context.sessions.updateAll({ userId: people, revokedAt: null }, { $set: { revokedAt: at } })
  await context.auditKeys.remove({ userId: people })
  const forgotten = { name: null, externalId: null, erasedAt: { $ifNull: ['$erasedAt', at] } }
  await context.users.updateAll({ _id: people }, [{ $set: forgotten }])
  const erasure = await getErasure(context, id)
  if (erasure === null) throw new CodedError('internal', { detail: 'An erasure that was begun is not there' })
  return { ...quiet, erasure, sessions: sessions.map(({ _id }) => _id) }
}

/** Sessions that were opened in the same moment: neither transaction has seen the other. */
const endLateSessions = async (context: MongoContext, { userId, at }: Verb): Promise<string[]> => {
  const open = { userId: { $in: await peopleOf(context, userId) }, revokedAt: null }
  const late = await context.sessions.all(open)
  await context.sessions.updateAll(open, { $set: { revokedAt: at } })
  return late.map(({ _id }) => _id)
}

/** Shuts the user out and destroys what leads from the audit trail to them. */
export const beginErasure = async (units: Units, verb: Verb): Promise<ErasureStep> => {
  const step = await units.together(context => begin(context, verb))
  if (step.erasure.userId === null) return step
  const late = await units.alone(context => endLateSessions(context, verb))
  return { ...step, sessions: [...step.sessions, ...late] }
}
