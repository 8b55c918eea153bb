import type { Drift, ReconcileSlice, ReconcileStore } from '../../../ports/reconcile-store.ts'
import { atMoment } from '../in-session.ts'
import { inTransaction } from '../in-transaction.ts'
import type { MongoLink } from '../mongo-link.ts'
import { agreementRules } from './agreement-rules.ts'
import { parentRules } from './parent-rules.ts'
import { type AnyRow, type Found, type Inspection, type Rule, rowsOf, textOf } from './rule.ts'
import { searchRules } from './search-rules.ts'
import { summaryRules } from './summary-rules.ts'

/** The whole walk, in order. */
const passes: readonly Inspection[] = [...parentRules, ...agreementRules, ...searchRules, ...summaryRules]

interface Cursor {
  readonly pass: number
  /** Of the last row that was looked at; null: none yet. */
  readonly id: string | null
}

interface Slice {
  readonly rows: readonly AnyRow[]
  readonly found: readonly { readonly rule: Rule; readonly found: Found }[]
}

/** The rows of a slice and what is wrong with them, as of one moment. */
const inspect = (link: MongoLink, pass: Inspection, id: string | null, at: number, limit: number): Promise<Slice> =>
  atMoment(link, async reader => {
    const after = id === null ? {} : { _id: { $gt: id } }
    const rows = await rowsOf(reader, pass.collection).all(after, { sort: { _id: 1 }, limit })
    const found: { rule: Rule; found: Found }[] = []
    for (const rule of pass.rules)
      for (const one of await rule.detect(reader, rows, at)) found.push({ rule, found: one })
    return { rows, found }
  })

/** In one transaction: the row as it is now, looked at again, and put right if it still is wrong. */
const repair = (link: MongoLink, pass: Inspection, rule: Rule, id: unknown, at: number): Promise<void> =>
  inTransaction(link, async context => {
    const rows = await rowsOf(context, pass.collection).all({ _id: id })
    for (const found of await rule.detect(context, rows, at)) await rule.repair(context, found, at)
  })

const idOf = (row: AnyRow, key: readonly string[]): string => key.map(field => textOf(row[field])).join('/')

/** What names a row where its id is the database's own. */
const keys: Readonly<Record<string, readonly string[]>> = {
  signingKeys: ['projectId', 'kid'],
  providerKeys: ['projectId'],
  auditKeys: ['userId'],
  members: ['threadId', 'userId'],
  answers: ['messageId', 'number'],
  feedback: ['messageId', 'userId', 'number'],
  inviteUses: ['inviteId', 'userId'],
  events: ['threadId', 'seq'],
  feed: ['userId', 'seq'],
  outbox: ['threadId', 'subscriber', 'turn'],
}

const driftOf = (pass: Inspection, { kind, field }: Rule, { row, found, expected }: Found): Drift => ({
  kind: typeof kind === 'function' ? kind(row) : kind,
  of: pass.of,
  id: idOf(row, keys[pass.collection] ?? ['_id']),
  field,
  found,
  expected,
})

/** One slice of the walk (ST3): it reads, and writes only where a row still is wrong when it is looked at again. */
export const reconcile = async (
  link: MongoLink,
  query: Parameters<ReconcileStore['reconcile']>[0],
): Promise<ReconcileSlice> => {
  const { at, after, limit } = query
  const cursor: Cursor = after === null ? { pass: 0, id: null } : (JSON.parse(after) as Cursor)
  const pass = passes[cursor.pass]
  if (pass === undefined) return { drifts: [], checked: 0, next: null }
  const { rows, found } = await inspect(link, pass, cursor.id, at, limit)
  if (query.repair) for (const one of found) await repair(link, pass, one.rule, one.found.row._id, at)
  const last = rows.at(-1)
  const following: Cursor =
    last !== undefined && rows.length === limit
      ? { pass: cursor.pass, id: textOf(last._id) }
      : { pass: cursor.pass + 1, id: null }
  return {
    drifts: found.map(one => driftOf(pass, one.rule, one.found)),
    checked: rows.length,
    next: following.pass < passes.length ? JSON.stringify(following) : null,
  }
}
