import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databaseAtStep } from '../../testing/migrations/database-at-step.ts'
import { releasedStep } from '../../testing/migrations/rows-of-steps.ts'
import { codeOf, refusalOf } from '../../testing/store-contract/coded.ts'
import { migrations } from './migrations/index.ts'
import { openSqliteMigrator } from './migrator.ts'

const program = fileURLToPath(new URL('../../testing/migrations/migrate-process.ts', import.meta.url))
const all = migrations.map(({ number }) => number)

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-migrator-'))
  path = join(folder, 'chat.db')
})
afterEach(() => rm(folder, { recursive: true }))

describe('the migrator', () => {
  it('ST4 looks at a file that is not there, or empty, and makes nothing', async () => {
    const migrator = await openSqliteMigrator({ path })
    expect(await migrator.isEmpty()).toBe(true)
    expect((await migrator.status()).every(({ appliedAt }) => appliedAt === null)).toBe(true)
    expect(existsSync(path)).toBe(false)
    await migrator.close()
    expect(await codeOf(migrator.migrate({ at: 1 }))).toBe('store_unavailable')
  })

  it('ST4 goes up, down to any step and up again, and says when each was taken', async () => {
    const migrator = await openSqliteMigrator({ path })
    expect(await migrator.migrate({ to: 2, at: 5 })).toEqual([1, 2])
    expect(await migrator.isEmpty()).toBe(false)
    expect(await migrator.migrate({ at: 6 })).toEqual(all.slice(2))
    expect((await migrator.status()).map(({ appliedAt }) => appliedAt)).toEqual(all.map(n => (n < 3 ? 5 : 6)))
    expect(await migrator.migrate({ to: 0, at: 7 })).toEqual(all.toReversed())
    expect(await migrator.isEmpty()).toBe(true)
    expect((await refusalOf(migrator.migrate({ to: 99, at: 8 }))).code).toBe('invalid_request')
    await migrator.close()
  })

  it('ST4 refuses what is no database, another program’s, and one of a newer version', async () => {
    const migrator = await openSqliteMigrator({ path })
    writeFileSync(path, 'no database at all, and long enough to be read as one'.repeat(40))
    expect((await refusalOf(migrator.status())).detail).toContain('DATABASE_URL')
    await rm(path)
    const other = new DatabaseSync(path)
    other.exec('CREATE TABLE t (a)')
    other.close()
    expect((await refusalOf(migrator.status())).detail).toContain('another program')
    await rm(path)
    const newer = databaseAtStep(releasedStep, path)
    newer.prepare('INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, ?)').run(all.length + 1, 'later', 1)
    newer.close()
    for (const look of [migrator.status(), migrator.migrate({ at: 1 }), migrator.migrate({ to: 1, at: 1 })])
      expect((await refusalOf(look)).detail).toContain('newer version')
    await migrator.close()
  })

  it('ST4 two processes at once take each step once', async () => {
    databaseAtStep(releasedStep, path).close()
    const children = [1, 2, 3].map(() =>
      spawn(process.execPath, ['--conditions=chat-view-source', program, path], { stdio: ['pipe', 'pipe', 'inherit'] }),
    )
    try {
      const said = children.map(child => createInterface({ input: child.stdout })[Symbol.asyncIterator]())
      await Promise.all(said.map(lines => lines.next()))
      for (const child of children) child.stdin.write('go\n')
      const taken = await Promise.all(
        said.map(async lines => JSON.parse(String((await lines.next()).value)) as number[]),
      )
      expect(taken.flat().toSorted((a, b) => a - b)).toEqual(all.slice(releasedStep))
    } finally {
      for (const child of children) {
        if (child.exitCode !== null) continue
        const exit = once(child, 'exit')
        child.kill()
        await exit
      }
    }
  })
})
