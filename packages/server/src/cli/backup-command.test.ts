import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import type { Drift } from '../ports/reconcile-store.ts'
import { databaseAtStep } from '../testing/migrations/database-at-step.ts'
import { releasedStep } from '../testing/migrations/rows-of-steps.ts'
import { runLine } from '../testing/run-line.ts'
import { spawnLine } from '../testing/spawn-line.ts'

const load = fileURLToPath(new URL('../testing/store-load-process.ts', import.meta.url))

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-backup-'))
  path = join(folder, 'chat-view.db')
})
afterEach(() => rm(folder, { recursive: true }))

const env = () => ({ DATABASE_URL: `sqlite:${path}` })

describe('chat-view backup', () => {
  it('ST9 ends under a steady write load, and the copy is whole', { timeout: 120_000 }, async () => {
    const writer = spawn(process.execPath, ['--conditions=chat-view-source', load, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exit = once(writer, 'exit')
    const acknowledged: string[] = []
    const enough = Promise.withResolvers<void>()
    createInterface({ input: writer.stdout }).on('line', id => {
      if (acknowledged.push(id) === 300) enough.resolve()
    })
    const copies: { file: string; before: number }[] = []
    let during = 0
    try {
      await enough.promise
      for (const n of [1, 2]) {
        const before = acknowledged.length
        const file = join(folder, `backup-${n}.db`)
        const run = await spawnLine(['backup', file, '--json'], env())
        expect(run).toMatchObject({ code: 0, err: '' })
        expect(JSON.parse(run.out)).toMatchObject({ file, missing: 0 })
        copies.push({ file, before })
        during = acknowledged.length - before
      }
    } finally {
      writer.kill('SIGKILL')
      await exit
    }
    expect(during).toBeGreaterThan(0)
    for (const { file, before } of copies) {
      expect(statSync(file).mode & 0o777).toBe(0o600)
      const store = await openSqliteStore({ path: file, writer: 'inline' })
      expect(await store.getMessages(acknowledged.slice(0, before))).toHaveLength(before)
      const drifts: Drift[] = []
      for (let after: string | null = null; ; ) {
        const slice = await store.reconcile({ at: 1, repair: false, after, limit: 500 })
        drifts.push(...slice.drifts)
        if (slice.next === null) break
        after = slice.next
      }
      expect(drifts).toEqual([])
      await store.close()
    }
  })

  it('ST9 never writes over a file, and leaves nothing where it could not be made', async () => {
    databaseAtStep(releasedStep, path).close()
    const file = join(folder, 'kept.db')
    writeFileSync(file, 'kept')
    expect(await runLine(['backup', file], env())).toMatchObject({
      code: 1,
      err: expect.stringContaining('is there already'),
    })
    expect(await runLine(['backup', join(folder, 'no', 'folder.db')], env())).toMatchObject({ code: 1 })
    expect(
      (await runLine(['backup', join(folder, 'x.db')], { DATABASE_URL: `sqlite:${join(folder, 'none.db')}` })).code,
    ).toBe(4)
    expect(readdirSync(folder).filter(name => /partial|x\.db|none/.test(name))).toEqual([])
  })

  it('ST9 copies a database of an earlier version as it is: that is what comes before its upgrade', async () => {
    databaseAtStep(releasedStep, path).close()
    const file = join(folder, 'before-upgrade.db')
    const run = await runLine(['backup', file, '--json'], env())
    expect(JSON.parse(run.out)).toMatchObject({
      schema: releasedStep,
      counts: { projects: 2, threads: 3, messages: 4 },
    })
  })
})
