import { expect, it } from 'vitest'
import { CodedError } from './ports/coded-error.ts'
import { StartUp } from './start-up.ts'
import { createRecordingLogger } from './testing/recording-logger.ts'
import { silentLogger } from './testing/silent-logger.ts'

const away = () => new CodedError('store_unavailable', { detail: 'The store: it is away', retryAfter: 2 })
const never = new AbortController().signal
const begin = (steps: (signal: AbortSignal) => Promise<void>, waits = true) =>
  new StartUp({ steps, waits, logger: silentLogger, retryMs: 1 })

it('ST1 a store that is away is tried until it is there, and the start says what it waits for', async () => {
  let tries = 0
  const second = Promise.withResolvers<void>()
  const startUp = begin(async () => {
    if (++tries === 1) throw away()
    await second.promise
  })
  expect(await startUp.within(20)).toBe(false)
  await expect(startUp.check.look(never)).rejects.toThrow(/Waiting for the store/)
  second.resolve()
  expect(await startUp.within(60_000)).toBe(true)
  await startUp.check.look(never)
  expect(tries).toBe(2)
  await startUp.stop()
})

it('ST4 what no waiting would mend ends the start, and where nothing is waited for an absent store too', async () => {
  const older = new CodedError('store_unavailable', { detail: 'an older schema' })
  const refused = begin(() => Promise.reject(older))
  await expect(refused.within(60_000)).rejects.toBe(older)
  await expect(refused.check.look(never)).rejects.toThrow('an older schema')
  const embedded = begin(() => Promise.reject(away()), false)
  await expect(embedded.done).rejects.toMatchObject({ code: 'store_unavailable' })
})

it('RT15 a start that waits is given up when the server stops', async () => {
  const startUp = begin(() => Promise.reject(away()))
  expect(await startUp.within(5)).toBe(false)
  await startUp.stop()
  await expect(startUp.done).rejects.toMatchObject({ code: 'shutting_down' })
})

it('OP2 what the start waits for is told once for each reason, however often it is tried', async () => {
  const logger = createRecordingLogger()
  let tries = 0
  const away = (detail: string) => new CodedError('store_unavailable', { detail, retryAfter: 2 })
  const steps = async (): Promise<void> => {
    if (++tries <= 10) throw away('The store: it is away')
    if (tries <= 20) throw away('Redis: it is out of memory (maxmemory)')
  }
  const startUp = new StartUp({ steps, waits: true, logger, retryMs: 1 })
  await startUp.done
  expect(tries).toBe(21)
  expect(logger.told).toEqual(Array(2).fill('warn: the start waits for the store'))
})
