import { CodedError } from '../../ports/coded-error.ts'
import type { AppendOutcome, GenerationLog, LogAppend, LogWord } from '../../ports/generation-log.ts'
import { claimArgs, outcomeOf } from './log-claim.ts'
import { placeOf } from './log-places.ts'
import { readEntries, runningLogs } from './log-reads.ts'
import { appendEntry, dropLog, expireLog } from './log-scripts.ts'
import type { RedisLink } from './redis-link.ts'
import type { RedisChannels } from './redis-link-channels.ts'

export interface RedisLogOptions {
  readonly link: RedisLink
  readonly channels: RedisChannels
}

const failure = (error: unknown): AppendOutcome => ({
  result: 'failed',
  reason: error instanceof CodedError ? error.message : 'unknown',
})

/**
 * The log that several nodes share: one Redis stream a generation, whose ids are the positions, written by a script that
 * judges, writes and announces in one step (RT2, RT5, RT14). Closing it ends its watches; link and channels are the
 * caller's.
 */
export const createRedisLog = ({
  link,
  channels,
}: RedisLogOptions): GenerationLog & Required<Pick<GenerationLog, 'watch'>> => {
  /** Bounded by the watches that are open. */
  const watches = new Map<(word: LogWord) => void, () => void>()
  // Opened while Redis was away, it is broken from the beginning.
  let broken = link.state.name !== 'connected'

  const unwatchLink = link.watch(({ name }) => {
    if (name === 'away') broken = true
    if (name !== 'connected' || !broken) return
    broken = false
    // A look that came while commands could not be sent has found nothing out.
    for (const look of [...watches.keys()]) look('renewed')
  })

  const appendOne = async (append: LogAppend): Promise<AppendOutcome> => {
    const { stream, index } = placeOf(link, append.generation)
    try {
      return outcomeOf(await link.run(appendEntry, [stream, index], claimArgs(append)))
    } catch (error) {
      return failure(error)
    }
  }

  return {
    // Sent in one turn of the event loop, they travel together; each has an outcome of its own.
    append: appends => Promise.all(appends.map(appendOne)),
    read: (generation, after) => readEntries(link, generation, after),
    async expire(generation, at) {
      const { stream, index } = placeOf(link, generation)
      await link.run(expireLog, [stream, index], [Math.floor(at), generation])
    },
    async drop(generation) {
      const { stream, index } = placeOf(link, generation)
      await link.run(dropLog, [stream, index], [generation])
    },
    async watch(generation, look) {
      const own = (word: LogWord): void => look(word)
      const { stream } = placeOf(link, generation)
      const unlisten = await channels.listen(stream, ({ kind }) => own(kind === 'said' ? 'grown' : 'renewed'))
      const end = (): void => {
        watches.delete(own)
        unlisten()
      }
      watches.set(own, end)
      return end
    },
    running: () => runningLogs(link),
    async check() {
      await link.check()
      const probe = link.key('probe', 'log')
      await link.command(probe, ['SET', probe, '1', 'PX', '1000'])
    },
    async close() {
      unwatchLink()
      for (const end of [...watches.values()]) end()
    },
  }
}
