import { CodedError } from '../../../ports/coded-error.ts'
import type { UserRecord } from '../../../ports/identity-store.ts'
import type { MongoReader } from '../mongo-context.ts'
import { getUser } from '../users/user-row.ts'

/** Somebody who is there and was not erased. @throws not_found */
export const findPerson = async (reader: MongoReader, id: string): Promise<UserRecord> => {
  const user = await getUser(reader, id)
  if (user === null || user.erasedAt !== null) throw new CodedError('not_found')
  return user
}

/** Somebody who can come into a thread of a project. @throws not_found; also for a visitor who became another */
export const findGuestToBe = async (reader: MongoReader, id: string, projectId: string): Promise<UserRecord> => {
  const user = await findPerson(reader, id)
  if (user.projectId !== projectId || user.mergedInto !== null) throw new CodedError('not_found')
  return user
}
