import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AdminProject, Receipt } from '@chat-view/protocol'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { SoleServer } from '../adapters/mongo/sole-server.ts'
import { withMongo } from '../testing/mongo-server.ts'
import { openStoreAt } from '../testing/open-store-at.ts'
import { runLine } from '../testing/run-line.ts'
import { newSession, newVisitor, World } from '../testing/store-contract/world.ts'

const secret = 'a secret of at least 32 characters'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-mongo-line-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

await withMongo('the command line on MongoDB', mongo => {
  let env: Record<string, string>
  beforeEach(() => {
    env = { DATABASE_URL: mongo.newUrl(), DATA_FOLDER: folder, SECRET_KEY: secret }
  })
  const run = (...args: string[]) => runLine(args, env)
  const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await run(...args, '--json')).out) as T

  /** A known user with a thread. */
  const plant = async (project: AdminProject): Promise<void> => {
    const store = await openStoreAt(env.DATABASE_URL ?? '')
    const made = { ...newVisitor(project.id), kind: 'known' as const, externalId: 'ada', name: 'Ada' }
    const me = new World(store, project, await store.openKnownSession(made, newSession(made)))
    await me.send(await me.thread(), 'Mine')
    await store.close()
  }

  it('DX4 projects, keys, tokens and operators are managed as beside SQLite', async () => {
    const project = await json<AdminProject>('project', 'create', '--name', 'Shop')
    expect(await json('project', 'list')).toMatchObject([{ key: project.key }])
    expect(await json('project', 'update', project.key, '--name', 'Store')).toMatchObject({ version: 2 })
    const { kid } = await json<{ kid: string }>('key', 'create', '--project', project.key)
    expect(await json('key', 'list', '--project', project.id)).toMatchObject([{ kid }])
    expect((await run('token', '--project', project.key, '--user', '42')).code).toBe(0)
    await run('key', 'revoke', '--project', project.key, '--kid', kid)
    expect((await run('token', '--project', project.key, '--user', '42')).code).toBe(1)
    const { id } = await json<{ id: string }>('operator', 'create', '--name', 'me', '--scope', 'keys')
    expect((await run('operator', 'revoke', id)).code).toBe(0)
    expect((await run('operator', 'list')).out).toContain('revoked')
    expect(await run('reconcile', '--dry-run')).toMatchObject({ code: 0 })
    expect((await run('doctor')).out).toMatch(/running server: no server runs on this database/)
  })

  it('ST8 a user is erased where no server runs, and the receipt verifies', async () => {
    const project = await json<AdminProject>('project', 'create', '--name', 'Shop')
    await plant(project)
    const receipt = await json<Receipt>('user', 'erase', project.key, 'ada')
    expect(receipt.counts).toEqual({ threads: 1, messages: 0 })
    expect((await run('user', 'erase', project.key, 'ada')).code).toBe(1)
  })

  it('ST8 while a server has the database, from whatever folder, an erasure is left to it and a migration refused', async () => {
    const project = await json<AdminProject>('project', 'create', '--name', 'Shop')
    await plant(project)
    const url = env.DATABASE_URL ?? ''
    const server = new SoleServer({ url, holder: 'another machine', logger: undefined, lost: () => {} })
    await server.take()
    try {
      const erased = await run('user', 'erase', project.key, 'ada', '--wait', '0')
      expect(erased).toMatchObject({ code: 4, err: expect.stringContaining('A server runs here') })
      expect(await run('migrate', 'up')).toMatchObject({ code: 4, err: expect.stringContaining('another machine') })
      expect((await run('doctor')).out).toMatch(/note running server: .*another machine/)
    } finally {
      await server.release()
    }
  })

  it('ST8 nothing is signed with a key that no server ever had', async () => {
    const { SECRET_KEY: _, ...without } = env
    const project = await json<AdminProject>('project', 'create', '--name', 'Shop')
    await plant(project)
    for (const args of [['user', 'erase', project.key, 'ada'], ['reconcile']])
      expect(await runLine(args, without)).toMatchObject({ code: 1, err: expect.stringContaining('SECRET_KEY') })
  })
})

it('ST1 a MongoDB that is away ends a command within seconds, with the variable and a remedy', async () => {
  const url = 'mongodb://127.0.0.1:1/chat?directConnection=true'
  const { code, err } = await runLine(['project', 'list'], { DATABASE_URL: url, DATA_FOLDER: folder })
  expect({ code, err }).toMatchObject({ code: 4, err: expect.stringMatching(/DATABASE_URL.*Remedy/) })
}, 60_000)
