import { givenRedis, startRedis } from '../../packages/server/src/testing/start-redis.ts'
import { type Core, hold } from './cores.ts'

/** A Redis for benchmarks, which goes with it. */
export interface BenchRedis extends AsyncDisposable {
  readonly url: string
}

/** One of its own on a free port. Null, and a line that says so, on a machine without a `redis-server`. */
export const benchRedis = async (log: (line: string) => void, core: Core = 'any'): Promise<BenchRedis | null> => {
  if (givenRedis() === undefined) {
    log('skipped on Redis: there is none here; REDIS_SERVER_BINARY names a redis-server')
    return null
  }
  const started = await startRedis()
  const [, pid] = /process_id:(\d+)/.exec(String(await started.ask(['INFO', 'server']))) ?? []
  hold(Number(pid), core)
  const [url = ''] = started.urls
  return { url, [Symbol.asyncDispose]: () => started.stop() }
}
