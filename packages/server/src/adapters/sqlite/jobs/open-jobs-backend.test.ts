import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { JobParameters } from 'agenda'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { past, row } from '../../../testing/jobs-contract/job-rows.ts'
import { jobMigrations } from './migrations/index.ts'
import { openJobsBackend } from './open-jobs-backend.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-jobs-'))
  path = join(folder, 'deep', 'jobs.db')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const opened = async () => {
  const backend = openJobsBackend({ path })
  await backend.connect()
  return backend
}

it('SE9 the file is this user’s alone, and a removed job is in no file any more', async () => {
  const marker = `thread-${crypto.randomUUID()}`
  const backend = await opened()
  expect(statSync(path).mode & 0o777).toBe(0o600)
  await backend.repository.saveJob(row({ data: { key: marker } }), undefined)
  await backend.disconnect()
  expect(readFileSync(path).includes(marker)).toBe(true)
  const again = await opened()
  expect(await again.repository.removeJobs({ data: { key: marker } })).toBe(1)
  await again.disconnect()
  expect(readFileSync(path).includes(marker)).toBe(false)
})

it('OP5.6 what is no database is named, with a code; mended, it can be tried again', async () => {
  const backend = openJobsBackend({ path: join(folder, 'jobs.db') })
  path = join(folder, 'jobs.db')
  writeFileSync(path, 'this is no database, and long enough to be looked at as one'.repeat(30))
  await expect(backend.connect()).rejects.toMatchObject({
    code: 'store_unavailable',
    detail: expect.stringContaining(path),
  })
  await expect(backend.repository.getQueueSize()).rejects.toMatchObject({ code: 'store_unavailable' })
  await rm(path)
  await backend.connect()
  await backend.connect()
  expect(await backend.repository.getQueueSize()).toBe(0)
  await backend.disconnect()
  await backend.disconnect()
})

it('ST3 the file itself refuses impossible jobs and a second schedule of a name', async () => {
  const backend = await opened()
  await backend.repository.saveJob(row({ name: 'purge', type: 'single' }), undefined)
  const refused = [
    { type: 'other' as 'normal' },
    { failCount: -1 },
    { name: '' },
    { skipDays: 'monday' as unknown as number[] },
  ] satisfies Partial<JobParameters>[]
  for (const given of refused)
    await expect(backend.repository.saveJob(row(given), undefined)).rejects.toMatchObject({ code: 'internal' })
  await backend.disconnect()
  const db = new DatabaseSync(path)
  const insert = db.prepare(
    "INSERT INTO jobs (name, type, priority, data, next_run_at) VALUES ('purge', 'single', 0, '{}', ?)",
  )
  expect(() => insert.run(past)).toThrow('UNIQUE')
  expect(() => db.exec("UPDATE jobs SET data = 'no json'")).toThrow('CHECK')
  db.close()
})

it('OP5.1 a unique job is told by fields that there are, and by no operators', async () => {
  const backend = await opened()
  for (const unique of [{ nothing: 1 }, { 'data.key': { $ne: 'a' } }])
    await expect(backend.repository.saveJob(row({ unique }), undefined)).rejects.toMatchObject({
      code: 'invalid_request',
    })
  const [yes, whole] = [{ 'data.on': true, priority: 3 }, { data: { on: true } }]
  const first = await backend.repository.saveJob(row({ unique: yes, priority: 3, data: { on: true } }), undefined)
  expect((await backend.repository.saveJob(row({ unique: yes, priority: 3 }), undefined))._id).toBe(first._id)
  expect((await backend.repository.saveJob(row({ unique: whole, data: { on: true } }), undefined))._id).not.toBe(
    first._id,
  )
  await backend.disconnect()
})

it('ST4 the file’s schema goes up, down and up', () => {
  const db = new DatabaseSync(':memory:')
  for (const { up, down } of [...jobMigrations, ...jobMigrations]) {
    db.exec(up)
    db.exec("INSERT INTO jobs (name, type, priority, data) VALUES ('purge', 'normal', 0, '{}')")
    db.exec(down)
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name LIKE 'jobs%'").get()).toEqual({ n: 0 })
  }
  db.close()
})

it('ST1 every search for work goes by an index', () => {
  const db = new DatabaseSync(':memory:')
  for (const { up } of jobMigrations) db.exec(up)
  const plan = (query: string) =>
    db
      .prepare(`EXPLAIN QUERY PLAN ${query}`)
      .all()
      .map(({ detail }) => String(detail))
      .join('; ')
  const due = "SELECT id FROM jobs WHERE name = 'a' AND locked_at IS NULL AND next_run_at <= 1 AND disabled IS NOT 1"
  expect(plan(`${due} ORDER BY next_run_at, priority DESC LIMIT 1`)).toMatch(/USING INDEX jobs_due[^;]*$/)
  expect(plan("SELECT id FROM jobs WHERE name = 'a' AND locked_at <= 1")).toContain('INDEX jobs_locked')
  expect(plan("SELECT * FROM jobs WHERE name = 'a' AND json_extract(data, '$.key') = 'b'")).toContain('jobs_key')
  expect(plan('SELECT count(*) FROM jobs WHERE next_run_at < 1')).toContain('jobs_next')
  db.close()
})
