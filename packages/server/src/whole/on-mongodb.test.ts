import { afterEach, expect, it } from 'vitest'
import { exitCodes } from '../cli/exit-codes.ts'
import { withMongo } from '../testing/mongo-server.ts'
import type { ServerProcess } from '../testing/server-process.ts'
import { startServerProcess } from '../testing/server-process.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'
import { textOfMessage } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'
import { openSdkUser, type SdkUser } from '../testing/whole-server/sdk-user.ts'
import { startAttempt } from '../testing/whole-server/start-attempt.ts'

const patience = { timeout: 60_000, interval: 50 }

const cleanUp: (() => PromiseLike<unknown>)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

const start = async (env: Record<string, string>): Promise<ServerProcess> => {
  const server = await startServerProcess({ ...roomyLimits, ...env })
  cleanUp.push(() => server.close())
  return server
}

const user = (server: ServerProcess): SdkUser => {
  const opened = openSdkUser(server.url)
  cleanUp.push(() => opened[Symbol.asyncDispose]())
  return opened
}

const readiness = async ({ url }: ServerProcess): Promise<{ status: number; words: string }> => {
  const response = await fetch(`${url}/ready`)
  return { status: response.status, words: await response.text() }
}

await withMongo('a whole server on MongoDB', mongo => {
  it('ST1 an answer is asked for, streamed, kept over a kill, searched and exported', async () => {
    const server = await start({ DATABASE_URL: mongo.newUrl() })
    const { chat } = user(server)
    const thread = chat.thread()
    const answer = thread.send('Tell me of the quincunx')
    await answer.done
    await server.kill('SIGKILL')
    await server.start()
    await chat.reconnect()
    const kept = await chat.threads.export(thread.id ?? '', { format: 'json' })
    expect(kept).toContain('quincunx')
    const { items } = await chat.threads.search('quincunx')
    expect(items.map(({ threadId }) => threadId)).toContain(thread.id)
    const exported = await (await chat.account.export({ format: 'json' })).text()
    expect(JSON.parse(exported)).toMatchObject({ threads: [{ id: thread.id }] })
  })

  it('RT14 without a bus a second server on the database is refused, and told who is there', async () => {
    const url = mongo.newUrl()
    await start({ DATABASE_URL: url })
    const folder = (await start({})).folder
    const attempt = await startAttempt({ DATABASE_URL: url, DATA_FOLDER: `${folder}/other`, PORT: '0' })
    expect(attempt).toMatchObject({
      code: exitCodes.unavailable,
      output: expect.stringMatching(/in use by .*Remedy: stop it/),
    })
  })

  /** A database behind a proxy that can cut it off. */
  const behindProxy = async () => {
    const url = new URL(mongo.newUrl())
    const proxy = await startTcpProxy(Number(url.port))
    cleanUp.push(() => proxy.close())
    const name = url.pathname.slice(1)
    return { proxy, url: `mongodb://127.0.0.1:${proxy.port}/${name}?directConnection=true` }
  }

  it('ST1 a store that is away at the start is waited for, told by /ready, and taken up without a restart', async () => {
    const { proxy, url } = await behindProxy()
    proxy.setMode('refuse')
    const server = await start({ DATABASE_URL: url })
    expect(server.output).toContain('waits for its database')
    expect(await readiness(server)).toMatchObject({
      status: 503,
      words: expect.stringContaining('Waiting for the store'),
    })
    const early = user(server).chat
    const waiting = early.thread().send('Is anybody there?')
    proxy.setMode('pass')
    await expect.poll(async () => (await readiness(server)).status, patience).toBe(200)
    expect(server.output).toContain('is ready at')
    expect(textOfMessage(await waiting.done)).not.toBe('')
  })

  it('RT15 a server that waits for its database stops when it is told to', async () => {
    const { proxy, url } = await behindProxy()
    proxy.setMode('refuse')
    const server = await start({ DATABASE_URL: url })
    expect(await server.kill('SIGTERM')).toBe(0)
  })

  it('ST1 a store that is away in the middle loses nothing: what was sent meanwhile arrives once, without a restart', async () => {
    const { proxy, url } = await behindProxy()
    const server = await start({ DATABASE_URL: url })
    const { chat } = user(server)
    const thread = chat.thread()
    await thread.send('First').done
    for (const cut of [() => proxy.setMode('stall'), () => proxy.setMode('refuse')]) {
      cut()
      proxy.drop()
      await expect.poll(async () => (await readiness(server)).status, patience).toBe(503)
      const [one, two] = [thread.send('Meanwhile'), thread.send('And again')]
      await expect.poll(() => chat.$outbox.get().length, patience).toBeGreaterThan(0)
      proxy.setMode('pass')
      await expect.poll(async () => (await readiness(server)).status, patience).toBe(200)
      await Promise.all([one.done, two.done])
    }
    const kept = JSON.parse(await chat.threads.export(thread.id ?? '', { format: 'json' }))
    const texts = kept.messages.filter((message: { role: string }) => message.role === 'user')
    expect(texts.map(({ parts }: { parts: { text: string }[] }) => parts[0]?.text)).toEqual([
      ...['First', 'Meanwhile', 'And again', 'Meanwhile', 'And again'],
    ])
    expect(kept.messages).toHaveLength(10)
    expect(kept.thread.messageCount).toBe(10)
  }, 180_000)
})
