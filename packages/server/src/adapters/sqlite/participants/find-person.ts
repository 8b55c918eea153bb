import { CodedError } from '../../../ports/coded-error.ts'
import type { UserRecord } from '../../../ports/identity-store.ts'
import type { Sql } from '../sql.ts'
import { getUser } from '../users/user-row.ts'

/** Somebody who is there and was not erased. @throws not_found */
export const findPerson = (sql: Sql, id: string): UserRecord => {
  const user = getUser(sql, id)
  if (user === null || user.erasedAt !== null) throw new CodedError('not_found')
  return user
}

/** Somebody who can come into a thread of a project. @throws not_found; also for a visitor who became another */
export const findGuestToBe = (sql: Sql, id: string, projectId: string): UserRecord => {
  const user = findPerson(sql, id)
  if (user.projectId !== projectId || user.mergedInto !== null) throw new CodedError('not_found')
  return user
}
