import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Webhook } from '@chat-view/protocol'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import { newWorld } from '../testing/store-contract/world.ts'
import { runCommandLine } from './run-command-line.ts'
import { systemCommandLine } from './system-command-line.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chat-view-webhook-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = async (...args: string[]) => {
  const [out, err]: [string[], string[]] = [[], []]
  let code = 0
  const env = { DATABASE_URL: `sqlite:${join(folder, 'chat.db')}`, SECRET_KEY: 'a secret of at least 32 characters' }
  await runCommandLine(['webhook', ...args], {
    ...systemCommandLine(env),
    print: text => out.push(text),
    complain: text => err.push(text),
    exit: ended => {
      code = ended
    },
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

it('OP6 webhooks are made, seen, switched and removed by the command line, and dead letters tried again', async () => {
  const store = await openSqliteStore({ path: join(folder, 'chat.db') })
  const { project } = await newWorld(store)
  await store.close()
  const place = ['--project', project.key]
  const made = await run('create', ...place, '--url', 'https://example.com/', '--topic', 'quota.reached', '--json')
  const { id, secret } = JSON.parse(made.out) as Webhook & { secret: string }
  expect([made.code, secret]).toEqual([0, expect.stringMatching(/^whsec_/)])
  expect((await run('create', ...place, '--url', 'http://10.0.0.1/', '--topic', 'quota.reached')).code).toBe(1)

  const again = await openSqliteStore({ path: join(folder, 'chat.db') })
  const news = { topic: 'quota.reached', key: 'k', threadId: null, userId: null, seq: 0, data: {} } as const
  await again.tellWebhooks(project.id, { ...news, at: Date.now() + 1_000 }, 5)
  const [one] = await again.takeWebhookDeliveries({ webhookId: id, now: 5, leaseMs: 9, limit: 1 })
  const end = { state: 'dead' } as const
  await again.settleWebhookDelivery({ id: one?.id ?? '', attempt: 1, at: 6, status: 404, error: 'status', end })
  await again.close()

  expect((await run('dead', ...place)).out).toBe(`${one?.id}  quota.reached  status 404`)
  expect((await run('retry', one?.id ?? '', ...place)).out).toContain('is sent again')
  expect((await run('dead', ...place, '--json')).out).toBe('[]')
  expect((await run('disable', id, ...place)).out).toBe(`${id} is off.`)
  expect((await run('list', ...place)).out).toBe(`${id}  off  quota.reached  https://example.com/`)
  expect((await run('enable', id, ...place)).out).toBe(`${id} is on.`)
  expect((await run('list', ...place)).out).toContain(`${id}  on`)
  expect((await run('remove', id, ...place)).out).toBe(`${id} is removed.`)
  expect((await run('remove', id, ...place)).code).toBe(1)
})
