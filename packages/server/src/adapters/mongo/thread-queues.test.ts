import { describe, expect, it, vi } from 'vitest'
import { codeOf } from '../../testing/store-contract/coded.ts'
import { ThreadQueues } from './thread-queues.ts'

describe('the queue of a thread’s verbs', () => {
  it('ST2 runs them one after the other, a failure as well, and those of other threads beside them', async () => {
    const queues = new ThreadQueues()
    const { promise: blocked, resolve: unblock } = Promise.withResolvers<void>()
    const ran: string[] = []
    const verb = (name: string, wait?: Promise<void>) => async (): Promise<void> => {
      await wait
      ran.push(name)
      if (name === 'fails') throw new Error(name)
    }
    const first = queues.run('one', verb('first', blocked))
    const fails = queues.run('one', verb('fails')).catch(() => {})
    const third = queues.run('one', verb('third'))
    await queues.run('two', verb('other'))
    expect(ran).toEqual(['other'])
    unblock()
    await Promise.all([first, fails, third])
    expect(ran).toEqual(['other', 'first', 'fails', 'third'])
  })

  it('ST2 is bounded in length and in time', async () => {
    const queues = new ThreadQueues()
    const { promise: blocked, resolve: unblock } = Promise.withResolvers<void>()
    const running = queues.run('one', () => blocked)
    const waiting = Array.from({ length: 1_000 }, () => codeOf(queues.run('one', async () => {})))
    expect(await codeOf(queues.run('one', async () => {}))).toBe('overloaded')
    const later = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000)
    unblock()
    await running
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['store_unavailable']))
    later.mockRestore()
    await queues.run('one', async () => {})
  })
})
