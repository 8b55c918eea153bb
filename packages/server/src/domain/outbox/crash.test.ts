import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe } from 'vitest'
import { withMongo } from '../../testing/mongo-server.ts'
import { outboxCrashRules } from '../../testing/outbox-crash-rules.ts'

describe('the outbox on SQLite', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-view-outbox-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  outboxCrashRules(async () => {
    return { store: join(folder, 'chat.db'), jobs: { kind: 'sqlite', path: join(folder, 'jobs.db') } }
  })
})

await withMongo(
  'the outbox on MongoDB',
  server => {
    outboxCrashRules(async () => {
      const store = server.newUrl()
      return { store, jobs: { kind: 'mongodb', address: store, collection: `jobs-${randomUUID()}` } }
    })
  },
  { transactionSeconds: 2 },
)
