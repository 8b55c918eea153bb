import { CodedError } from '../../../ports/coded-error.ts'
import type { ErasureRecord, ErasureStore } from '../../../ports/erasure-store.ts'
import type { MongoContext } from '../mongo-context.ts'
import { getErasure } from './erasure-record.ts'

/** The end of an erasure whose rows are gone. */
export const closeErasure = async (
  context: MongoContext,
  { id, at }: Parameters<ErasureStore['closeErasure']>[0],
): Promise<ErasureRecord> => {
  const finishedAt = { $max: ['$requestedAt', at] }
  await context.erasures.update({ _id: id, userId: null, finishedAt: null }, [{ $set: { finishedAt } }])
  const erasure = await getErasure(context, id)
  if (erasure === null) throw new CodedError('not_found')
  if (erasure.finishedAt === null) throw new CodedError('state_conflict')
  return erasure
}
