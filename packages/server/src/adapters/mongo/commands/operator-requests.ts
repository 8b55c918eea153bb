import { CodedError } from '../../../ports/coded-error.ts'
import type { KeyedRequest, OperatorRequestStore, RequestStand } from '../../../ports/operator-request-store.ts'
import type { MongoContext } from '../mongo-context.ts'
import { knownCommand } from './known-commands.ts'

interface Kept {
  readonly attempt: string
  readonly answer?: string
}

// No user has such an id: ids of users are UUIDs.
const holderOf = (operatorId: string): string => `operator:${operatorId}`

/** @throws idempotency_mismatch */
export const beginRequest = async (
  context: MongoContext,
  { operatorId, key, attempt, fingerprint, takesOver, at }: Parameters<OperatorRequestStore['beginRequest']>[0],
): Promise<RequestStand | null> => {
  const place = { userId: holderOf(operatorId), id: key }
  const before = await knownCommand(context, place.userId, key, at)
  if (before !== null) {
    if (before.fingerprint !== fingerprint) throw new CodedError('idempotency_mismatch')
    const kept = before.ids as Kept
    if (kept.answer !== undefined) return { state: 'done', answer: kept.answer }
    // Begun by this very attempt, whose outcome was not known: it is run again.
    if (!takesOver && kept.attempt !== attempt) return { state: 'begun' }
  }
  await context.commands.put(place, { ...place, fingerprint, ids: { attempt } satisfies Kept, at })
  return null
}

const running = ({ operatorId, key, attempt }: KeyedRequest) => ({
  userId: holderOf(operatorId),
  id: key,
  'ids.attempt': attempt,
  'ids.answer': { $exists: false },
})

export const endRequest = async (
  { commands }: MongoContext,
  { answer, ...request }: KeyedRequest & { answer: string },
): Promise<void> => {
  await commands.update(running(request), { $set: { 'ids.answer': answer } })
}

export const forgetRequest = async ({ commands }: MongoContext, request: KeyedRequest): Promise<void> => {
  await commands.remove(running(request))
}
