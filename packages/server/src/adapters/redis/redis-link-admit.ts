import { z } from 'zod'
import type { CodedError } from '../../ports/coded-error.ts'
import type { RedisConnection } from './connect-redis.ts'
import { codedRedisError, replyWord, unavailable, unusable } from './redis-link-fault.ts'

/** The version that has sharded channels, by which appends are announced. */
const oldestVersion = 7

const helloSchema = z.object({
  version: z.string(),
  mode: z.string(),
  role: z.string(),
})

/** A key and a channel that nobody has: what may be done with it may be done with all under the prefix. */
export const probeOf = (prefix: string): string => `${prefix}:probe`

const hello = async (connection: RedisConnection): Promise<z.infer<typeof helloSchema>> => {
  const answer = helloSchema.safeParse(await connection.send(['HELLO']))
  if (!answer.success) throw unavailable('it does not say what it is')
  if (Number.parseInt(answer.data.version, 10) < oldestVersion)
    throw unusable(`it is version ${answer.data.version.slice(0, 12)}`, `run Redis ${oldestVersion} or newer.`)
  return answer.data
}

const expectStreams = async (connection: RedisConnection, probe: string): Promise<void> => {
  try {
    await connection.send(['XLEN', probe])
  } catch (error) {
    if (replyWord(error) === 'ERR') throw unusable('it has no streams', 'run Redis 7 or newer, with its own commands.')
    if (replyWord(error) === 'NOPERM')
      throw unusable('the user may not use streams', 'give the user the rights in docs/operations/redis.md.')
    // A slot that is elsewhere: the command is known.
    if (replyWord(error) !== 'MOVED') throw codedRedisError(error)
  }
}

/** @throws store_unavailable, without a retry time, for what this user may not do in a channel of the prefix */
const expectWord = async (asked: Promise<unknown>, prefix: string): Promise<void> => {
  try {
    await asked
  } catch (error) {
    if (replyWord(error) === 'ERR')
      throw unusable('it has no sharded channels', 'run Redis 7 or newer, with its own commands.')
    if (replyWord(error) === 'NOPERM')
      throw unusable(
        'the user may not use channels',
        `give the user &${prefix}:* and +@pubsub, as in docs/operations/redis.md.`,
      )
    // Rights are looked at before slots are: a slot that is elsewhere says that it is allowed.
    if (replyWord(error) !== 'MOVED') throw codedRedisError(error)
  }
}

/** A connection on which channels may be heard. */
export const admitHearer =
  (prefix: string) =>
  async (connection: RedisConnection): Promise<void> => {
    const probe = probeOf(prefix)
    const heard = connection.listen([probe], () => {}).then(() => connection.unlisten([probe]))
    await expectWord(heard, prefix)
  }

/** A connection on which something may be said in channels. Nobody hears what is said to find that out. */
export const admitSpeaker =
  (prefix: string) =>
  (connection: RedisConnection): Promise<void> =>
    expectWord(connection.send(['SPUBLISH', probeOf(prefix), '']), prefix)

/** Refused where one of several addresses is that of a single Redis. */
export const noMember = (): CodedError =>
  unusable('it is no member of a cluster', 'name one address in REDIS_URL, or members of one cluster.')

/** A server that may be used: new enough, with streams, no replica of a single one. Answers what it is. */
export const admitServer =
  (probe: string) =>
  async (connection: RedisConnection): Promise<'single' | 'member'> => {
    const { mode, role } = await hello(connection)
    const kind = mode === 'cluster' ? 'member' : 'single'
    if (kind === 'single' && role !== 'master')
      throw unusable('it is a replica, which takes no writes', 'name the primary in REDIS_URL.')
    await expectStreams(connection, probe)
    return kind
  }

/** A single Redis that may be used. @param isMember called, before it throws, for a member of a cluster */
export const admitLone =
  (probe: string, isMember: () => void) =>
  async (connection: RedisConnection): Promise<void> => {
    if ((await admitServer(probe)(connection)) === 'single') return
    isMember()
    throw unavailable('it is a member of a cluster, whose others are looked up')
  }

/** A member of a cluster that may be used. */
export const admitMember =
  (probe: string) =>
  async (connection: RedisConnection): Promise<void> => {
    if ((await admitServer(probe)(connection)) === 'single') throw noMember()
  }
