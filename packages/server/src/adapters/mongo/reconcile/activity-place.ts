import { rankOf } from '../../../ports/thread-order.ts'
import { byId, type Found, type Rule, textOf, writingOf } from './rule.ts'

/** A member's place in their list is where the thread's newest activity, and their pin, put it. */
export const activityPlace: Rule = {
  kind: 'list_place',
  field: 'activityAt',
  async detect(reader, rows) {
    const threads = await byId(
      reader,
      'threads',
      rows.map(row => row.threadId),
    )
    return rows.flatMap((row): Found[] => {
      const thread = threads.get(textOf(row.threadId))
      if (thread === undefined) return []
      const expected = Number(thread.lastActivityAt)
      const stands = row.activityAt === expected && row.rank === rankOf(row.pinned === true, expected)
      return stands ? [] : [{ row, found: Number(row.activityAt), expected }]
    })
  },
  async repair(context, { row, expected }) {
    const rank = rankOf(row.pinned === true, Number(expected))
    await writingOf(context, 'members').update({ _id: row._id }, { $set: { activityAt: expected, rank } })
  },
}
