import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStoreEngine } from './store-engine.ts'
import { tidying, tidyUp } from './tidying.ts'
import type { WriteEngine } from './write-engine.ts'

let folder: string
let path: string
let engine: WriteEngine
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chat-view-tidy-'))
  path = join(folder, 'chat.db')
  engine = openStoreEngine({ path, now: 1, migrate: 'empty' })
})
afterEach(() => {
  engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const logSize = (): number => statSync(`${path}-wal`).size

describe('tidying', () => {
  it('ST8 the write-ahead log is empty when tidying is answered, beside calls that are written with it', () => {
    engine.run([[1, 'beat', []]])
    expect(logSize()).toBeGreaterThan(0)
    const answers = engine.run([
      [2, 'beat', []],
      [3, 'tidy', []],
      [4, 'beat', []],
    ])
    expect(answers).toEqual([
      [2, null, 2],
      [3, null, true],
      [4, null, 3],
    ])
    expect(logSize()).toBe(0)
  })

  it('ST8 while somebody reads an earlier state it is not tidy, and nobody waits for them', () => {
    const reader = new DatabaseSync(path, { readOnly: true })
    reader.exec('BEGIN')
    reader.prepare('SELECT beat FROM health').get()
    engine.run([[1, 'beat', []]])
    const begun = performance.now()
    expect(engine.run([[2, 'tidy', []]])).toEqual([[2, null, false]])
    expect(performance.now() - begun).toBeLessThan(1_500)
    reader.exec('COMMIT')
    reader.close()
    expect(engine.run([[3, 'tidy', []]])).toEqual([[3, null, true]])
    expect(logSize()).toBe(0)
  })

  it('ST8 where the log cannot be taken into the file that fails alone: what was written with it is answered', () => {
    const full = Object.assign(new Error('database or disk is full'), { errcode: 13 })
    const db = {
      exec() {},
      prepare: (text: string) => ({
        get() {
          if (text.includes('wal_checkpoint')) throw full
          return { timeout: 5 }
        },
      }),
    } as unknown as DatabaseSync
    const run = tidying(db, calls => calls.map(([number]) => [number, null, 'written']))
    const [written, tidy] = run([
      [1, 'beat', []],
      [2, 'tidy', []],
    ])
    expect(written).toEqual([1, null, 'written'])
    expect(tidy).toMatchObject([2, { code: 'store_unavailable' }, null])
  })
})

describe('waiting until it is tidy', () => {
  it('ST8 tries until the readers have gone', async () => {
    const attempts = [false, false, true]
    const attempt = vi.fn(async () => attempts.shift() ?? true)
    await tidyUp(attempt)
    expect(attempt).toHaveBeenCalledTimes(3)
  })

  it('ST8 gives up on a reader who stays, and says so', async () => {
    vi.useFakeTimers()
    try {
      const waiting = expect(tidyUp(async () => false)).rejects.toMatchObject({ code: 'store_unavailable' })
      await vi.advanceTimersByTimeAsync(10_000)
      await waiting
    } finally {
      vi.useRealTimers()
    }
  })
})
