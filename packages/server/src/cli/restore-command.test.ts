import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeDataLock } from '../adapters/sqlite/data-lock.ts'
import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import { fillStore } from '../testing/fill-store.ts'
import { databaseAtStep } from '../testing/migrations/database-at-step.ts'
import { releasedStep } from '../testing/migrations/rows-of-steps.ts'
import { runLine } from '../testing/run-line.ts'
import { startServerProcess } from '../testing/server-process.ts'

let folder: string
let path: string
let backup: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-restore-'))
  path = join(folder, 'chat-view.db')
  backup = join(folder, 'backup.db')
})
afterEach(() => rm(folder, { recursive: true }))

const run = (args: string) => runLine(args.split(' '), { DATABASE_URL: `sqlite:${path}` })

const titlesOf = (file: string): unknown[] => {
  const db = new DatabaseSync(file, { readOnly: true })
  const rows = db.prepare('SELECT title FROM threads ORDER BY id').all()
  db.close()
  return rows.map(({ title }) => title)
}

describe('chat-view restore', () => {
  it('ST9 a backup takes the place of the database, which is kept; what belonged to it only goes', async () => {
    const store = await openSqliteStore({ path, writer: 'inline' })
    const { threadId, world } = await fillStore(store)
    await store.close()
    const titles = titlesOf(path)
    expect((await run(`backup ${backup}`)).code).toBe(0)
    const later = await openSqliteStore({ path, writer: 'inline' })
    await later.updateThread({ id: threadId, userId: world.user.id, title: 'After the backup', at: 9_000 })
    await later.close()
    for (const name of ['live.db', 'live.db-wal', 'jobs.db']) writeFileSync(join(folder, `chat-view.${name}`), 'x')
    const restored = await run(`restore ${backup} --json`)
    expect(restored.code).toBe(0)
    const { kept } = JSON.parse(restored.out)
    expect(titlesOf(path)).toEqual(titles)
    expect(titlesOf(kept)).toContain('After the backup')
    expect(readdirSync(folder).filter(name => /live|jobs|restoring|view\.db-(wal|shm)/.test(name))).toEqual([])
    expect(existsSync(backup)).toBe(true)
  })

  it('ST9 what is no whole backup is refused, with words, and nothing is touched', async () => {
    databaseAtStep(releasedStep, path).close()
    const before = readFileSync(path)
    const bad: Record<string, { make(file: string): void; says: RegExp }> = {
      missing: { make() {}, says: /no such file/ },
      text: { make: file => writeFileSync(file, 'no database at all '.repeat(200)), says: /no SQLite database/ },
      empty: { make: file => writeFileSync(file, ''), says: /no data of chat-view/ },
      other: {
        make(file) {
          const db = new DatabaseSync(file)
          db.exec('CREATE TABLE t (a)')
          db.close()
        },
        says: /another program/,
      },
      'cut off': {
        make(file) {
          databaseAtStep(releasedStep, file).close()
          truncateSync(file, 40_960)
        },
        says: /damaged/,
      },
      damaged: {
        make(file) {
          databaseAtStep(releasedStep, file).close()
          const bytes = readFileSync(file)
          bytes.fill(0xff, 3 * 4_096, 30 * 4_096)
          writeFileSync(file, bytes)
        },
        says: /damaged/,
      },
      newer: {
        make(file) {
          const db = databaseAtStep(releasedStep, file)
          db.exec("INSERT INTO migrations (number, name, applied_at) VALUES (999, 'later', 1)")
          db.close()
        },
        says: /newer version/,
      },
    }
    for (const [name, { make, says }] of Object.entries(bad)) {
      const file = join(folder, 'bad.db')
      make(file)
      const { code, err } = await run(`restore ${file}`)
      expect([name, code, err]).toEqual([name, 1, expect.stringMatching(says)])
      await rm(file, { force: true })
    }
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(folder).filter(name => /restor/.test(name))).toEqual([])
  })

  it('ST9 an older schema is restored as it is, and the next step is told', async () => {
    databaseAtStep(releasedStep, backup).close()
    const { code, out } = await run(`restore ${backup}`)
    expect(code).toBe(0)
    expect(out).toContain('chat-view migrate up')
    expect((await run('project list')).code).toBe(4)
    expect((await run('migrate up')).code).toBe(0)
    expect((await run('project list')).out).toContain('pk_one')
  })

  it('ST9 nothing is restored under a server', async () => {
    databaseAtStep(releasedStep, backup).close()
    const lock = await takeDataLock(join(folder, 'server.lock'))
    expect(await run(`restore ${backup}`)).toMatchObject({ code: 4, err: expect.stringContaining('in use by process') })
    expect(existsSync(path)).toBe(false)
    await lock.release()
  })

  it('ST9 a server starts on what was restored, and ends as interrupted what ran in it', async () => {
    const store = await openSqliteStore({ path, writer: 'inline' })
    const { runningId } = await fillStore(store)
    await store.close()
    await run(`backup ${backup}`)
    await using server = await startServerProcess()
    await server.kill('SIGTERM')
    const database = `sqlite:${join(server.folder, 'chat-view.db')}`
    expect((await runLine(['restore', backup], { DATABASE_URL: database })).code).toBe(0)
    await server.start()
    expect((await fetch(`${server.url}/ready`)).status).toBe(200)
    await server.kill('SIGTERM')
    const db = new DatabaseSync(join(server.folder, 'chat-view.db'), { readOnly: true })
    expect(db.prepare('SELECT state FROM generations WHERE id = ?').get(runningId)).toEqual({ state: 'interrupted' })
    db.close()
  })
})
