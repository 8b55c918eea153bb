import { setImmediate } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { MongoMemoryServer } from 'mongodb-memory-server-core'
import { describe, expect, it } from 'vitest'
import { withMongo } from '../../testing/mongo-server.ts'
import { codeOf, refusalOf } from '../../testing/store-contract/coded.ts'
import { newProject } from '../../testing/store-contract/world.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'
import { openMongoMigrator } from './mongo-migrator.ts'
import { connectionOptions, databaseOf, fullAddress } from './mongo-url.ts'
import { openMongoStore } from './open-mongo-store.ts'

describe('the address', () => {
  it('ST1 names its database, or the usual one', () => {
    expect(databaseOf('mongodb://one,two:27018/talk?replicaSet=rs')).toBe('talk')
    expect(databaseOf('mongodb://name:p%40ss@one/talk')).toBe('talk')
    expect(databaseOf('mongodb://one')).toBe('chat-view')
    expect(databaseOf('mongodb://one/?replicaSet=rs')).toBe('chat-view')
  })

  it('ST1 whatever an address asks for, what is read and acknowledged is the majority’s', () => {
    const client = new MongoClient('mongodb://one/?readConcernLevel=local&w=1', connectionOptions)
    expect(client.options.readConcern.level).toBe('majority')
    expect(client.options.writeConcern.w).toBe('majority')
  })

  it('ST1 an address is made whole with the name of the database', () => {
    expect(fullAddress('mongodb://one')).toBe('mongodb://one/chat-view')
    expect(fullAddress('mongodb://a:b@one,two:1/?replicaSet=rs')).toBe(
      'mongodb://a:b@one,two:1/chat-view?replicaSet=rs',
    )
    expect(fullAddress('mongodb+srv://one/talk?x=y')).toBe('mongodb+srv://one/talk?x=y')
  })

  it('SE9 that is none is refused, and never shown', async () => {
    for (const url of ['mongodb://ada:s3cret@one:x/talk', 'mongodb://ada:s3c/ret@', 'postgres://ada:s3cret@one']) {
      for (const opening of [openMongoStore({ url }), openMongoMigrator(url)]) {
        const refused = await refusalOf(opening)
        expect(refused.detail).toContain('DATABASE_URL')
        expect(JSON.stringify([refused.detail, String(refused.cause)])).not.toContain('s3c')
      }
    }
  })
})

/** An address that leads through a proxy to the one member, and to no other that it tells of. */
const through = (url: string, port: number): string =>
  `${url.replace(/\/\/[^/]+/, `//127.0.0.1:${port}`).replace(/\?.*/, '')}?directConnection=true`

const portOf = (url: string): number => Number(/:(\d+)\//.exec(url)?.[1])

/** Tries until it is done; the store is to be back by itself. */
const atLast = async <Result>(verb: () => Promise<Result>): Promise<Result> => {
  for (;;) {
    try {
      return await verb()
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'store_unavailable') throw error
      // What fails at once lets others go first.
      await setImmediate()
    }
  }
}

await withMongo('a store that is away', server => {
  it('ST1 at the start: it is opened at once, says so, and serves when it is there', async () => {
    const url = server.newUrl()
    await using proxy = await startTcpProxy(portOf(url))
    proxy.setMode('refuse')
    const store = await openMongoStore({ url: through(url, proxy.port) })
    let isOpen = false
    const opened = store.opened.then(() => {
      isOpen = true
    })
    const refused = await refusalOf(store.check())
    expect(refused.code).toBe('store_unavailable')
    expect(refused.retryAfter).toBeGreaterThan(0)
    expect(isOpen).toBe(false)
    proxy.setMode('pass')
    await opened
    await store.check()
    await store.close()
    await using client = new MongoClient(url)
    await client.db().dropDatabase()
  })

  it('ST1 for a while in the middle: verbs fail without waiting long, and work again without a restart', async () => {
    const url = server.newUrl()
    await using proxy = await startTcpProxy(portOf(url))
    const store = await openMongoStore({ url: through(url, proxy.port) })
    await store.opened
    const project = await store.createProject(newProject())
    for (const mode of ['refuse', 'stall'] as const) {
      proxy.setMode(mode)
      if (mode === 'refuse') proxy.drop()
      const verbs = Array.from({ length: 30 }, (_, n) =>
        n % 2 === 0 ? store.getProject(project.id) : store.updateProject(project.id, { name: mode }),
      )
      expect(new Set(await Promise.all(verbs.map(codeOf)))).toEqual(new Set(['store_unavailable']))
      const since = performance.now()
      expect(await codeOf(store.createProject(newProject()))).toBe('store_unavailable')
      expect(performance.now() - since).toBeLessThan(20_000)
      proxy.setMode('pass')
      expect(await atLast(() => store.getProject(project.id))).toMatchObject({ id: project.id })
      await atLast(() => store.updateProject(project.id, { name: 'Back' }))
    }
    await store.close()
    expect(await codeOf(store.getProject(project.id))).toBe('store_unavailable')
    await using client = new MongoClient(url)
    await client.db().dropDatabase()
  })

  it('ST1 a server that stands alone is refused, with the remedy', async ({ skip }) => {
    if (server.members() === null) skip('No mongod to start here')
    const alone = await MongoMemoryServer.create({ instance: { storageEngine: 'wiredTiger' } })
    const store = await openMongoStore({ url: alone.getUri('talk') })
    expect((await refusalOf(store.opened)).detail).toContain('replica set')
    expect(await codeOf(store.check())).toBe('store_unavailable')
    await store.close()
    await alone.stop({ doCleanup: true })
  })

  it('ST1 closed while it is still away it leaves nothing', async () => {
    const store = await openMongoStore({ url: 'mongodb://127.0.0.1:1/talk' })
    await store.close()
    expect(await codeOf(store.opened)).toBe('store_unavailable')
  })
})
