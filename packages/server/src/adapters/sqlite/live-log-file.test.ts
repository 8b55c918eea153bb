import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LiveLogFile } from './live-log-file.ts'
import type { LiveLogRow } from './live-log-message.ts'

let folder: string
let path: string
let file: LiveLogFile

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'live-log-file-'))
  path = join(folder, 'live.db')
  file = new LiveLogFile(path)
})
afterEach(() => {
  file.close()
  rmSync(folder, { recursive: true, force: true })
})

const row = (generation: string, seq: number, items = `[${seq}]`): LiveLogRow => ({
  generation,
  position: { term: 1, seq },
  after: seq === 0 ? null : { term: 1, seq: seq - 1 },
  opens: seq === 0,
  items,
})
const count = (table: 'logs' | 'entries'): unknown => {
  const reader = new DatabaseSync(path, { readOnly: true })
  const found = reader.prepare(`SELECT count(*) AS n FROM ${table}`).get()
  reader.close()
  return found?.n
}

it('RT2 the rows of one batch see one another', () => {
  const outcomes = file.append([row('a', 0), row('a', 1), row('a', 1), row('a', 1, '["other"]'), row('a', 3)])
  const top = { term: 1, seq: 1 }
  expect(outcomes).toEqual([
    { result: 'ok' },
    { result: 'ok' },
    { result: 'held' },
    { result: 'top', top },
    { result: 'top', top },
  ])
})

it('RT2 a batch that fails in its middle leaves nothing of it', () => {
  const broken = { ...row('b', 0), items: null as unknown as string }
  expect(() => file.append([row('a', 0), broken])).toThrow()
  expect(count('entries')).toBe(0)
  expect(file.append([row('a', 0)])).toEqual([{ result: 'ok' }])
})

it('RT5 a checkpoint drops what has expired with all its entries, and nothing else', () => {
  file.append([row('a', 0), row('a', 1), row('b', 0)])
  file.expire('a', 1_000)
  file.expire('b', 2_000)
  file.checkpoint(999)
  expect(count('entries')).toBe(3)
  file.checkpoint(1_000)
  expect(count('entries')).toBe(1)
  expect(count('logs')).toBe(1)
})

it('ST8 when the last log goes, its text is in no file any more', () => {
  file.append([row('a', 0), row('a', 1, '["a text that must go"]')])
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(0)
  file.expire('a', 1)
  file.checkpoint(2)
  expect(statSync(`${path}-wal`).size).toBe(0)
  expect(count('entries')).toBe(0)
})

it('ST8 a log that is dropped leaves no bytes in any file, beside others that go on', () => {
  const marker = 'a text that must go at once'
  file.append([row('a', 0), row('a', 1, `["${marker}"]`), row('b', 0)])
  file.checkpoint(1)
  file.append([row('a', 2, `["${marker} again"]`)])
  file.drop('a')
  const bytes = ['', '-wal', '-shm'].map(suffix => readFileSync(path + suffix))
  expect(bytes.some(one => one.includes(marker))).toBe(false)
  expect(file.append([row('b', 1)])).toEqual([{ result: 'ok' }])
})

it('ST8 while a reader holds on to the past a drop fails, and done again it leaves no bytes', () => {
  const marker = 'a text that is being read'
  file.append([row('a', 0), row('a', 1, `["${marker}"]`)])
  const reader = new DatabaseSync(path, { readOnly: true })
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM logs').get()
  expect(() => file.drop('a')).toThrow('reader')
  reader.exec('COMMIT')
  reader.close()
  file.drop('a')
  expect(readFileSync(`${path}-wal`).includes(marker)).toBe(false)
})

it('RT5 more logs than one slice are dropped over several checkpoints', () => {
  file.append(Array.from({ length: 150 }, (_, i) => row(`${i}`, 0)))
  for (let i = 0; i < 150; i++) file.expire(`${i}`, 1)
  file.checkpoint(2)
  expect(count('logs')).toBe(86)
  file.checkpoint(2)
  file.checkpoint(2)
  expect(count('logs')).toBe(0)
})

it('OP1 a check writes nothing', () => {
  file.check()
  expect(count('logs')).toBe(0)
})
