import type { MongoReader } from '../mongo-context.ts'

/** The user and the visitors who became them: who wrote before is called by another id in some rows. */
export const peopleOf = async (reader: MongoReader, userId: string): Promise<string[]> => [
  userId,
  ...(await reader.users.all({ mergedInto: userId })).map(({ _id }) => _id),
]
