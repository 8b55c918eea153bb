import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import { commandGroup } from './command-group.ts'
import type { Call, Verbs } from './write-engine.ts'

let db: DatabaseSync
beforeEach(() => {
  db = new DatabaseSync(':memory:')
  writes = 0
  db.exec('CREATE TABLE notes (text TEXT PRIMARY KEY)')
})
afterEach(() => db.close())

let writes = 0
const add = (text: string): number => {
  writes++
  return Number(db.prepare('INSERT INTO notes VALUES (?)').run(text).changes)
}
const verbs: Verbs = {
  refuse: () => {
    throw new CodedError('conflict')
  },
  add: (text: string) => add(text),
  addAndRefuse: (text: string) => {
    add(text)
    throw new CodedError('conflict')
  },
  endTransaction: (text: string) => {
    add(text)
    db.exec('ROLLBACK')
    throw new Error('The disk went away')
  },
}
const run = (...calls: [verb: string, argument: string][]) =>
  commandGroup(db, verbs, () => writes)(calls.map(([verb, argument], index): Call => [index, verb, argument]))
const notes = () =>
  db
    .prepare('SELECT text FROM notes ORDER BY text')
    .all()
    .map(row => row.text)

describe('a group of calls', () => {
  it('ST2 a call that is refused is undone alone', () => {
    const answers = run(['add', 'one'], ['addAndRefuse', 'two'], ['add', 'one'], ['nothing', ''], ['add', 'three'])
    expect(answers.map(([number, failure]) => [number, failure?.code ?? 'done'])).toEqual([
      [0, 'done'],
      [1, 'conflict'],
      [2, 'internal'],
      [3, 'internal'],
      [4, 'done'],
    ])
    expect(notes()).toEqual(['one', 'three'])
  })

  it('ST2 a refusal before any write costs the others nothing', () => {
    const answers = run(['add', 'one'], ['refuse', ''], ['add', 'two'])
    expect(answers.map(([, failure]) => failure?.code ?? 'done')).toEqual(['done', 'conflict', 'done'])
    expect(writes).toBe(2)
    expect(notes()).toEqual(['one', 'two'])
  })

  it('ST2 an error that ends the transaction fails the whole group, and the next group is taken', () => {
    const answers = run(['add', 'one'], ['endTransaction', 'two'], ['add', 'three'])
    expect(answers.map(([, failure]) => failure?.code)).toEqual(Array(3).fill('store_unavailable'))
    expect(notes()).toEqual([])
    expect(run(['add', 'four'])[0]?.[1]).toBeNull()
    expect(notes()).toEqual(['four'])
  })

  it('ST2 a commit that fails, or a lock that another has, fails the whole group', () => {
    db.exec('PRAGMA foreign_keys = ON; CREATE TABLE child (p TEXT REFERENCES notes DEFERRABLE INITIALLY DEFERRED)')
    const orphan: Verbs = { orphan: () => db.exec("INSERT INTO child VALUES ('nobody')") }
    const [answer] = commandGroup(db, orphan, () => writes)([[1, 'orphan', null]])
    expect(answer?.[1]?.code).toBe('store_unavailable')
    expect(db.isTransaction).toBe(false)
    db.exec('BEGIN')
    expect(run(['add', 'x'])[0]?.[1]?.code).toBe('store_unavailable')
  })
})
