import { bounds } from '@chat-view/protocol/codes'
import { CodedError } from '../../../ports/coded-error.ts'
import type { Change, Commanded, Commit } from '../../../ports/commit.ts'
import type { Sql } from '../sql.ts'
import type { WriteContext } from '../write-context.ts'

const memory = bounds.commandDays * 86_400_000

/** What a verb did, before it is known whether it was done before. The value is ids only: it is kept (RT11). */
export interface Done<Ids> {
  readonly value: Ids
  readonly changes: readonly Change[]
}

interface KnownCommand {
  readonly fingerprint: string
  readonly ids: string
}

/** What is remembered of it at `at`. */
export const knownCommand = (sql: Sql, userId: string, id: string, at: number): KnownCommand | undefined =>
  sql.get<KnownCommand>(
    'SELECT fingerprint, ids FROM commands WHERE user_id = ? AND id = ? AND at > ?',
    userId,
    id,
    at - memory,
  )

export const findCommand = (sql: Sql, userId: string, id: string, at: number): string | null =>
  knownCommand(sql, userId, id, at)?.fingerprint ?? null

/** Does a command once per user and id; the same again gets the same ids (RT11). @throws idempotency_mismatch */
export const once = <Ids>({ sql }: WriteContext, { command, at }: Commanded, run: () => Done<Ids>): Commit<Ids> => {
  if (command === undefined) return { ...run(), replayed: false }
  const before = knownCommand(sql, command.userId, command.id, at)
  if (before !== undefined) {
    if (before.fingerprint !== command.fingerprint) throw new CodedError('idempotency_mismatch')
    return { value: JSON.parse(before.ids) as Ids, changes: [], replayed: true }
  }
  const done = run()
  sql.run(
    'INSERT OR REPLACE INTO commands (user_id, id, fingerprint, ids, at) VALUES (?, ?, ?, ?, ?)',
    command.userId,
    command.id,
    command.fingerprint,
    JSON.stringify(done.value),
    at,
  )
  return { ...done, replayed: false }
}
