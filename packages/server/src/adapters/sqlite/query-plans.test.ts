import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  auditVerbs,
  coreVerbs,
  endingVerbs,
  peopleVerbs,
  safetyVerbs,
  searchVerbs,
  summaryVerbs,
  usageVerbs,
} from '../../testing/every-verb.ts'
import { newWorld } from '../../testing/store-contract/world.ts'
import { webhookVerbs } from '../../testing/webhook-verbs.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-plans-'))
  path = join(folder, 'chat.db')
})
afterEach(() => rm(folder, { recursive: true }))

/** Tables that stay small, or that are read whole on purpose. */
const small = new Set(['projects', 'operator_keys', 'health', 'sqlite_schema', 'migrations'])

it('ST5 every query finds its rows by an index, in order, and none counts rows off', async () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
  const store = await openSqliteStore({ path, writer: 'inline' })
  prepare.mockClear()
  const world = await newWorld(store)
  for (const verbs of [
    coreVerbs,
    searchVerbs,
    peopleVerbs,
    auditVerbs,
    safetyVerbs,
    summaryVerbs,
    usageVerbs,
    webhookVerbs,
  ])
    await verbs(world)
  await endingVerbs(await newWorld(store))
  const texts = [...new Set(prepare.mock.calls.map(([text]) => text))].filter(text =>
    /^\s*(SELECT|UPDATE|DELETE|INSERT)/.test(text),
  )
  prepare.mockRestore()
  await store.close()
  const db = new DatabaseSync(path)
  const found = texts.flatMap(text => {
    const plan = db
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all()
      .map(row => String(row.detail))
    const bad = plan.filter(line => {
      const scanned =
        /^SCAN (\w+)\b(?! USING (COVERING )?INDEX \w+_(open|running|due|moment))(?! VIRTUAL TABLE INDEX (\d+:M|1537:))/.exec(
          line,
        )?.[1]
      const sorted = /TEMP B-TREE/.test(line) && /LIMIT/.test(text)
      return (scanned !== undefined && !small.has(scanned) && scanned !== 'CONSTANT') || sorted || /OFFSET/.test(text)
    })
    return bad.map(line => `${line} in ${text}`)
  })
  db.close()
  expect(texts.length).toBeGreaterThan(60)
  expect(found).toEqual([])
})

it('ST5 a page of messages is read in order, whatever statistics say of how few threads there are', async () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
  const store = await openSqliteStore({ path, writer: 'inline' })
  const world = await newWorld(store)
  const threadId = await world.thread()
  for (let n = 0; n < 40; n++) await world.send(threadId)
  prepare.mockClear()
  await store.listMessages({ threadId, limit: 5, superseded: true })
  await store.listMessages({ threadId, limit: 5, superseded: false })
  const texts = prepare.mock.calls.map(([text]) => text).filter(text => text.startsWith('SELECT'))
  prepare.mockRestore()
  await store.close()
  const db = new DatabaseSync(path)
  db.exec('ANALYZE')
  const plans = texts.map(text =>
    db
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all()
      .map(row => String(row.detail)),
  )
  db.close()
  expect(plans).toHaveLength(2)
  for (const plan of plans) {
    expect(plan[0]).toMatch(/^SEARCH m USING INDEX/)
    expect(plan.join()).not.toContain('TEMP B-TREE')
  }
})

it('AI7.4 a reservation and its end find their rows by key, however many others there are and what statistics say', async () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
  const store = await openSqliteStore({ path, writer: 'inline' })
  const world = await newWorld(store)
  const amounts = { messages: 1, tokens: 1, money: 1 }
  const periods = (['minute', 'day', 'month'] as const).map(period => ({ period, startsAt: 0, limits: {} }))
  prepare.mockClear()
  for (let id = 0; id < 50; id++) {
    const payers = [(await world.addUser()).id, null]
    const accounts = payers.map(userId => ({ projectId: world.project.id, userId, periods }))
    await store.reserve({ id: String(id), amounts, accounts, at: 1, expiresAt: id })
  }
  await store.settle({ id: '40', amounts, at: 2 })
  await store.release({ id: '41', at: 2 })
  await store.expireReservations({ at: 20, limit: 10 })
  const texts = prepare.mock.calls.map(([text]) => text).filter(text => /quota_counters|reservations/.test(text))
  prepare.mockRestore()
  await store.close()
  const db = new DatabaseSync(path)
  db.exec('ANALYZE')
  const found = texts.flatMap(text =>
    db
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all()
      .map(row => `${row.detail} in ${text}`),
  )
  db.close()
  expect(texts.length).toBeGreaterThan(8)
  expect(found.filter(line => /^SCAN|TEMP B-TREE/.test(line))).toEqual([])
})
