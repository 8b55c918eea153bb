import { CodedError } from '../../../ports/coded-error.ts'
import type { MongoContext } from '../mongo-context.ts'

/** Has the project a webhook that is on, and so hears of each commit? */
export const isHeard = async ({ webhooks }: MongoContext, projectId: string): Promise<boolean> =>
  (await webhooks.get({ projectId, enabled: true })) !== null

/**
 * The same, and that the author of a message is a user who is there, which no foreign key says here: a send asks both, in
 * one round trip. @throws internal
 */
export const isHeardOf = async ({ users }: MongoContext, authorId: string, projectId: string): Promise<boolean> => {
  const heard = { from: 'webhooks', pipeline: [{ $match: { projectId, enabled: true } }, { $limit: 1 }], as: 'heard' }
  const [author] = await users.aggregate<{ isHeard: boolean }>([
    { $match: { _id: authorId } },
    { $lookup: heard },
    { $project: { isHeard: { $gt: [{ $size: '$heard' }, 0] } } },
  ])
  if (author === undefined) throw new CodedError('internal', { detail: 'A message is of a user who is known' })
  return author.isHeard
}
