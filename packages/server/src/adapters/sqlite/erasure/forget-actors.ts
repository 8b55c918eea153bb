import type { WriteContext } from '../write-context.ts'

/** Events that one slice looks at for each row that it may change: looking costs little. */
const lookedPerRow = 20

/**
 * Events that these people caused name nobody any more. They are found by going through all, once, for no index tells who
 * did what. Answers whether the newest was looked at.
 */
export const forgetActors = (
  { sql }: WriteContext,
  erasureId: string,
  people: readonly string[],
  limit: number,
): boolean => {
  const looked = sql.get<{ looked: number }>('SELECT looked FROM erasures WHERE id = ?', erasureId)?.looked ?? 0
  const next = sql.get<{ moment: number | null; count: number }>(
    `SELECT max(moment) AS moment, count(*) AS count FROM
       (SELECT moment FROM events WHERE moment > ? ORDER BY moment LIMIT ?)`,
    looked,
    limit * lookedPerRow,
  )
  if (next === undefined || next.moment === null) return true
  for (const userId of people)
    sql.run(
      'UPDATE events SET actor_id = NULL WHERE moment > ? AND moment <= ? AND actor_id = ?',
      looked,
      next.moment,
      userId,
    )
  sql.run('UPDATE erasures SET looked = ? WHERE id = ?', next.moment, erasureId)
  return next.count < limit * lookedPerRow
}
