import type { Sql } from './sql.ts'

/** What the writing verbs share: the writer's statements, and the order of its commits. */
export interface WriteContext {
  readonly sql: Sql
  /** The next place in the order of all commits of this file; one that was undone stays unused. */
  nextMoment(): number
}

/** Takes up the order where the file left it. */
export const writeContext = (sql: Sql): WriteContext => {
  const last = sql.get<{ moment: number }>(`
    SELECT max(
      (SELECT coalesce(max(moment), 0) FROM events),
      (SELECT coalesce(max(moment), 0) FROM members),
      (SELECT coalesce(max(moment), 0) FROM feed),
      (SELECT coalesce(max(moment), 0) FROM outbox)
    ) AS moment`)
  let moment = last?.moment ?? 0
  return { sql, nextMoment: () => ++moment }
}
