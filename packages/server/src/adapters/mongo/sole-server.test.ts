import { expect, it, vi } from 'vitest'
import { withMongo } from '../../testing/mongo-server.ts'
import { nodesHolder, SoleServer } from './sole-server.ts'

await withMongo('the one server on a database', server => {
  const place = (url: string, holder: string, lost = () => {}) =>
    new SoleServer({ url, holder, logger: undefined, lost })

  it('RT14 a second server is told who is there, and let in when the first has gone', async () => {
    const url = server.newUrl()
    const [one, two] = [place(url, 'one'), place(url, 'two')]
    await one.take()
    await expect(two.take()).rejects.toMatchObject({
      code: 'store_unavailable',
      detail: expect.stringMatching(/in use by one.*Remedy/),
    })
    await one.release()
    await two.take()
    await two.release()
  })

  it('RT14 after a crash the same server has its place at once, another only after the lease', async () => {
    const url = server.newUrl()
    const [dead, again, other] = [place(url, 'one'), place(url, 'one'), place(url, 'other')]
    await dead.take()
    await again.take()
    await expect(other.take()).rejects.toMatchObject({ code: 'store_unavailable' })
    await dead.release()
    await other.release()
    await again.release()
  })

  it('RT14 nodes that share a Redis hold the place together, and keep others away until the last has gone', async () => {
    const url = server.newUrl()
    const holder = (redis: string, prefix = 'chat') => nodesHolder([redis], prefix)
    const node = (name: string) =>
      new SoleServer({ url, holder: name, together: true, logger: undefined, lost: () => {} })
    const [one, two, alone] = [
      node(holder('redis://a:6379')),
      node(holder('rediss://me:pw@a:6379')),
      place(url, 'alone'),
    ]
    const [stranger, elsewhere] = [node(holder('redis://a:6379', 'other')), node(holder('redis://b:6379'))]
    await one.take()
    await two.take()
    for (const other of [alone, stranger, elsewhere])
      await expect(other.take()).rejects.toMatchObject({ detail: expect.stringContaining('Redis (chat at a:6379)') })
    await one.release()
    await expect(alone.take()).rejects.toMatchObject({ code: 'store_unavailable' })
    expect(await alone.holder()).toBe(holder('redis://a:6379'))
    for (const each of [two, alone, stranger, elsewhere]) await each.release()
  })

  it('RT14 who lost the place is told once', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const url = server.newUrl()
      const told = Promise.withResolvers<void>()
      const lost = vi.fn(told.resolve)
      const [one, thief] = [place(url, 'one', lost), place(url, 'thief')]
      await one.take()
      const other = place(url, 'one')
      await other.release()
      await thief.take()
      vi.advanceTimersByTime(3_000)
      await told.promise
      vi.advanceTimersByTime(30_000)
      expect(lost).toHaveBeenCalledTimes(1)
      await one.release()
      await thief.release()
    } finally {
      vi.useRealTimers()
    }
  })
})
