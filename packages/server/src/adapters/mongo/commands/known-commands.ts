import { bounds } from '@chat-view/protocol/codes'
import { CodedError } from '../../../ports/coded-error.ts'
import type { Change, Commanded, Commit } from '../../../ports/commit.ts'
import type { CommandRow } from '../models/command.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'

/** For how long a command is remembered, in milliseconds. */
export const commandMemory = bounds.commandDays * 86_400_000

/** What a verb did, before it is known whether it was done before. The value is ids only: it is kept (RT11). */
export interface Done<Ids> {
  readonly value: Ids
  readonly changes: readonly Change[]
}

/** What is remembered of it at `at`. */
export const knownCommand = async (
  { commands }: MongoReader,
  userId: string,
  id: string,
  at: number,
): Promise<CommandRow | null> => {
  const row = await commands.get({ userId, id })
  return row === null || row.at <= at - commandMemory ? null : row
}

export const findCommand = async (
  reader: MongoReader,
  userId: string,
  id: string,
  at: number,
): Promise<string | null> => (await knownCommand(reader, userId, id, at))?.fingerprint ?? null

/**
 * Does a command once per user and id; the same again gets the same ids (RT11). Of two that run at once, on two nodes,
 * one conflicts at the command's row; it is run again and finds what the other did. @throws idempotency_mismatch
 */
export const once = async <Ids>(
  context: MongoContext,
  { command, at }: Commanded,
  run: () => Promise<Done<Ids>>,
): Promise<Commit<Ids>> => {
  if (command === undefined) return { ...(await run()), replayed: false }
  const { userId, id, fingerprint } = command
  const before = await knownCommand(context, userId, id, at)
  if (before !== null) {
    if (before.fingerprint !== fingerprint) throw new CodedError('idempotency_mismatch')
    return { value: before.ids as Ids, changes: [], replayed: true }
  }
  const done = await run()
  await context.commands.put({ userId, id }, { userId, id, fingerprint, ids: done.value, at })
  return { ...done, replayed: false }
}
