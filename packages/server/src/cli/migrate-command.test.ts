import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeDataLock } from '../adapters/sqlite/data-lock.ts'
import { migrations } from '../adapters/sqlite/migrations/index.ts'
import { databaseAtStep } from '../testing/migrations/database-at-step.ts'
import { releasedStep } from '../testing/migrations/rows-of-steps.ts'
import { runLine } from '../testing/run-line.ts'
import { startServerProcess } from '../testing/server-process.ts'

const all = migrations.map(({ number }) => number)

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-migrate-'))
  path = join(folder, 'chat-view.db')
})
afterEach(() => rm(folder, { recursive: true }))

const run = (args: string, env: Record<string, string> = {}) =>
  runLine(args.split(' '), { DATABASE_URL: `sqlite:${path}`, ...env })

describe('chat-view migrate', () => {
  it('ST4 status tells each step, and by its exit code whether one is missing', async () => {
    databaseAtStep(releasedStep, path).close()
    const before = await run('migrate status')
    expect(before.code).toBe(5)
    expect(before.out).toMatch(/4 {2}order {2}1970.*\n.*5 {2}people and audit {2}not taken/)
    expect(JSON.parse((await run('migrate status --json')).out)).toMatchObject({ missing: all.length - releasedStep })
    expect((await run('migrate up')).out).toBe(`Steps taken: ${all.slice(releasedStep).join(', ')}`)
    const after = await run('migrate status')
    expect(after).toMatchObject({ code: 0, out: expect.stringContaining('The schema is the newest.') })
    expect((await run('migrate up')).out).toContain('Nothing to do')
  })

  it('ST4 down says what goes and wants a yes; up and down go to the step that is named', async () => {
    databaseAtStep(releasedStep, path).close()
    await run('migrate up')
    const asked = await run('migrate down --to 4')
    expect(asked.code).toBe(1)
    expect(asked.err).toMatch(/takes back .*5 \(people and audit\).*backup.*--yes/)
    expect(JSON.parse((await run('migrate down --to 4 --yes --json')).out)).toEqual({
      steps: all.slice(4).toReversed(),
    })
    expect((await run('migrate down --to 9 --yes')).err).toContain('nothing is above step 9')
    expect((await run('migrate up --to 2')).err).toContain('going back is: migrate down')
    expect((await run('migrate up --to five')).code).toBe(1)
    expect(JSON.parse((await run('migrate up --to 5 --json')).out)).toEqual({ steps: [5] })
    expect((await run('migrate down --yes')).out).toBe('Steps taken: 5')
  })

  it('ST4 other commands refuse an older schema with the way out, and leave it as it is', async () => {
    databaseAtStep(releasedStep, path).close()
    expect(await run('project list')).toMatchObject({ code: 4, err: expect.stringContaining('chat-view migrate up') })
    expect((await run('doctor', { PORT: '0' })).out).toMatch(/BAD {2}database: .*missing: \d.*chat-view migrate up/)
    const doctor = await run('doctor', { PORT: '0', MIGRATE_ON_START: 'true' })
    expect(doctor.out).toMatch(/note database: .*next start takes: \d/)
    expect((await run('migrate status')).code).toBe(5)
    await run('migrate up')
    expect((await run('project list')).out).toContain('pk_one  Shop')
  })

  it('ST4 nothing migrates under a server; who holds the folder is told', async () => {
    databaseAtStep(releasedStep, path).close()
    const lock = await takeDataLock(join(folder, 'server.lock'))
    for (const args of ['migrate up', 'migrate down --yes'])
      expect(await run(args)).toMatchObject({ code: 4, err: expect.stringContaining(`process ${process.pid}`) })
    expect((await run('migrate status')).code).toBe(5)
    await lock.release()
  })

  it('ST4 status makes no file', async () => {
    expect((await run('migrate status')).code).toBe(5)
    expect(existsSync(path)).toBe(false)
  })

  it('ST4 a start refuses an older schema, and takes it up where it was told to', async () => {
    await using server = await startServerProcess()
    await server.kill('SIGTERM')
    await rm(join(server.folder, 'chat-view.db'))
    databaseAtStep(releasedStep, join(server.folder, 'chat-view.db')).close()
    await expect(server.start()).rejects.toThrow(/schema is 4.*chat-view migrate up/)
    await server.start({ MIGRATE_ON_START: 'true' })
    expect((await fetch(`${server.url}/ready`)).status).toBe(200)
  })
})
