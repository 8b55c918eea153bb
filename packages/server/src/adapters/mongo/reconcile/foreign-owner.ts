import type { MongoReader } from '../mongo-context.ts'
import { type AnyRow, byId, type Found, type Rule, rowsOf, setting, textOf } from './rule.ts'

interface Judged {
  readonly row: AnyRow
  readonly project: string
  /** A member of the thread's own project who stands in it as its owner. */
  readonly member: string | null
}

/** Threads whose owner is of another project. */
const judge = async (reader: MongoReader, rows: readonly AnyRow[]): Promise<Judged[]> => {
  const owners = await byId(
    reader,
    'users',
    rows.map(row => row.ownerId),
  )
  const wrong = rows.flatMap(row => {
    const owner = owners.get(textOf(row.ownerId))
    return owner === undefined || owner.projectId === row.projectId ? [] : [{ row, project: textOf(owner.projectId) }]
  })
  if (wrong.length === 0) return []
  const ids = wrong.map(({ row }) => textOf(row._id))
  const standing = await rowsOf(reader, 'members').all({ threadId: { $in: ids }, role: 'owner' })
  const people = await byId(
    reader,
    'users',
    standing.map(member => member.userId),
  )
  return wrong.map(({ row, project }) => {
    const member = standing.find(
      ({ threadId, userId }) => threadId === row._id && people.get(textOf(userId))?.projectId === row.projectId,
    )
    return { row, project, member: member === undefined ? null : textOf(member.userId) }
  })
}

/** The owner is who stands in the thread as that; where nobody of the project does, the thread follows its owner. */
export const foreignOwner: readonly Rule[] = [
  {
    kind: 'foreign_project',
    field: 'ownerId',
    detect: async (reader, rows) =>
      (await judge(reader, rows)).flatMap(({ row, member }): Found[] =>
        member === null ? [] : [{ row, found: textOf(row.ownerId), expected: member }],
      ),
    repair: setting('threads', 'ownerId'),
  },
  {
    kind: 'foreign_project',
    field: 'projectId',
    detect: async (reader, rows) =>
      (await judge(reader, rows)).flatMap(({ row, project, member }): Found[] =>
        member === null ? [{ row, found: textOf(row.projectId), expected: project }] : [],
      ),
    repair: setting('threads', 'projectId'),
  },
]
