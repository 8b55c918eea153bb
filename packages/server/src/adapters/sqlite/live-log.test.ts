import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import { generationLogContract } from '../../testing/generation-log-contract/generation-log-contract.ts'
import { log as names, open, text } from '../../testing/generation-log-contract/log-entries.ts'
import { openLiveLog } from './live-log.ts'

const folder = async (): Promise<AsyncDisposable & { path: string }> => {
  const path = await mkdtemp(join(tmpdir(), 'live-log-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

generationLogContract('the log on SQLite', async () => {
  const home = await folder()
  const options = { path: join(home.path, 'live.db'), checkpointMs: 20 }
  let log = await openLiveLog(options)
  return {
    log,
    reopen: async () => {
      await log.close()
      log = await openLiveLog(options)
      return log
    },
    dispose: async () => {
      await log.close()
      await home[Symbol.asyncDispose]()
    },
  }
})

it('RT5 a file that is no database is named, with a code', async () => {
  await using home = await folder()
  const path = join(home.path, 'live.db')
  await writeFile(path, 'this is not a database, and it is long enough to be looked at as one'.repeat(20))
  const failure = await openLiveLog({ path }).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(CodedError)
  expect(failure).toMatchObject({ code: 'store_unavailable' })
  expect(String(failure)).toContain(path)
})

it('RT2 an append that comes after the log was closed fails, and says so', async () => {
  await using home = await folder()
  const log = await openLiveLog({ path: join(home.path, 'live.db') })
  await log.close()
  expect(await log.append([open(names.a, 1)])).toMatchObject([{ result: 'failed' }])
  await expect(log.check()).rejects.toMatchObject({ code: 'store_unavailable' })
})

it('RT2 a batch that the file refuses is refused as a whole', async () => {
  await using home = await folder()
  const log = await openLiveLog({ path: join(home.path, 'live.db') })
  await log.append([open(names.a, 1)])
  const broken = { ...open(names.b, 1), generation: null as unknown as string }
  expect(await log.append([text(names.a, 1, 1, 0, 'x'), broken])).toMatchObject([
    { result: 'failed' },
    { result: 'failed' },
  ])
  expect(await log.append([text(names.a, 1, 1, 0, 'x')])).toEqual([{ result: 'ok' }])
  await log.close()
})

it('RT5 logs that expire by the hundred in a second are gone soon, not a slice a second', async () => {
  await using home = await folder()
  const log = await openLiveLog({ path: join(home.path, 'live.db') })
  const ended = Array.from({ length: 640 }, (_, n) => `ended-${n}`)
  await log.append(ended.map(generation => open(generation, 1)))
  for (const generation of ended) await log.expire(generation, 1)
  const left = async (): Promise<number> => {
    const entries = await Promise.all(ended.map(generation => log.read(generation)))
    return entries.filter(({ length }) => length > 0).length
  }
  await vi.waitFor(async () => expect(await left()).toBe(0), { interval: 50, timeout: 4_000 })
  await log.close()
})
