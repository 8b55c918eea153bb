import { CodedError } from '../../../ports/coded-error.ts'
import type { MongoReader } from '../mongo-context.ts'

/**
 * That who writes something is a user who is there, which no foreign key says here: of one who was erased while their
 * command was on its way nothing is written any more (ST8). @throws internal
 */
export const expectUser = async ({ users }: MongoReader, id: string): Promise<void> => {
  if ((await users.get({ _id: id })) === null)
    throw new CodedError('internal', { detail: 'What a user writes is of one who is there' })
}
