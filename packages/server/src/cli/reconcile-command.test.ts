import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import { fillStore } from '../testing/fill-store.ts'
import { runLine } from '../testing/run-line.ts'
import { showProgress } from './show-progress.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-reconcile-'))
  path = join(folder, 'chat-view.db')
})
afterEach(() => rm(folder, { recursive: true }))

const run = (args: string) => runLine(args.split(' '), { DATABASE_URL: `sqlite:${path}` })

describe('chat-view reconcile', () => {
  it('ST3 a healthy database has nothing to put right', async () => {
    const { code, out } = await run('reconcile')
    expect(code).toBe(0)
    expect(out).toMatch(/Drift found: 0\.\nThe audit trail is what was sealed\./)
  })

  it('ST3 drift is told by its exit code, left alone by --dry-run, and put right without', async () => {
    const store = await openSqliteStore({ path, writer: 'inline' })
    const { threadId } = await fillStore(store)
    await store.close()
    const db = new DatabaseSync(path)
    db.prepare('UPDATE threads SET message_count = 99 WHERE id = ?').run(threadId)
    db.close()
    for (const times of [1, 2]) {
      const dry = await run('reconcile --dry-run')
      expect([times, dry.code]).toEqual([times, 5])
      expect(dry.out).toMatch(new RegExp(`counter: 1\\n  counter  thread ${threadId} messageCount: 99, not \\d+\\n`))
    }
    const report = JSON.parse((await run('reconcile --json')).out)
    expect(report).toMatchObject({ repaired: true, found: 1, counts: { counter: 1 }, drifts: [{ id: threadId }] })
    // The fixture's seal is signed by nobody: that is told each time, for nothing can put it right.
    expect(report.audit.map(({ fault }: { fault: string }) => fault)).toContain('signature')
    expect(await run('reconcile')).toMatchObject({ code: 5, out: expect.stringContaining('Drift found: 0.') })
  })

  it('ST3 a long walk tells how far it is, now and then', () => {
    const lines: string[] = []
    let now = 0
    const progress = showProgress({ complain: text => lines.push(text) }, () => now)
    for (; now < 7_000; now += 500) progress(`at ${now}`)
    expect(lines).toEqual(['… at 2000', '… at 4000', '… at 6000'])
  })
})
