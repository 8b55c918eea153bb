import { DatabaseSync } from 'node:sqlite'
import { expect, it, vi } from 'vitest'
import { migrate } from '../migrate.ts'
import { sqlOn } from '../sql.ts'
import { inspect } from './inspect.ts'

it('ST3 every look finds its rows, and those that they are held against, by an index', () => {
  const db = new DatabaseSync(':memory:')
  migrate(db, { at: 1 })
  const prepare = vi.spyOn(db, 'prepare')
  const sql = sqlOn(db)
  for (let after: string | null = null; ; ) {
    const { next } = inspect(sql, { at: 1, after, limit: 10 })
    if (next === null) break
    after = next
  }
  const texts = prepare.mock.calls.map(([text]) => text).filter(text => text.startsWith('SELECT'))
  prepare.mockRestore()
  const scans = texts.flatMap(text =>
    db
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all()
      .map(row => String(row.detail))
      .filter(line => /^SCAN (?!CONSTANT)|TEMP B-TREE/.test(line))
      .map(line => `${line} in ${text}`),
  )
  db.close()
  expect(texts.length).toBeGreaterThan(20)
  expect(scans).toEqual([])
})
