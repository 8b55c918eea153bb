import { expect, it } from 'vitest'
import { LiveLogRestarts } from './live-log-restarts.ts'

const fake = (name: string, alive = true) => ({
  name,
  alive,
  closed: 0,
  ask: async () => [{ result: 'failed' as const, reason: name }],
  async close() {
    this.closed++
  },
})
const check = { kind: 'check' } as const

it('RT2 a writer that died is started again, once for all who need it', async () => {
  const [first, second] = [fake('first'), fake('second')]
  let starts = 0
  const restarts = new LiveLogRestarts(first, async () => {
    starts++
    return second
  })
  expect(await restarts.ask(check)).toMatchObject([{ reason: 'first' }])
  first.alive = false
  const answers = await Promise.all([restarts.ask(check), restarts.ask(check)])
  for (const answer of answers) expect(answer).toMatchObject([{ reason: 'second' }])
  expect(starts).toBe(1)
  await restarts.close()
  expect(second.closed).toBe(1)
})

it('RT2 a writer that cannot be started fails those who ask, and is tried again for the next', async () => {
  const second = fake('second')
  let starts = 0
  const restarts = new LiveLogRestarts(fake('first', false), async () => {
    if (starts++ === 0) throw new Error('the disk is gone')
    return second
  })
  await expect(restarts.ask(check)).rejects.toThrow('the disk is gone')
  expect(await restarts.ask(check)).toMatchObject([{ reason: 'second' }])
})

it('RT15 nothing is started after the close, and what was starting is closed', async () => {
  const [first, second] = [fake('first', false), fake('second')]
  const started = Promise.withResolvers<typeof second>()
  const restarts = new LiveLogRestarts(first, () => started.promise)
  const asked = restarts.ask(check)
  const closed = restarts.close()
  started.resolve(second)
  await Promise.all([asked, closed])
  expect(second.closed).toBe(1)
})
