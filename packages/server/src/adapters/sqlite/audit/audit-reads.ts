import type { AuditPlace, AuditQuery, AuditRecord, AuditSeal, UnsealedAudit } from '../../../ports/audit-store.ts'
import type { StorePage } from '../../../ports/thread-store.ts'
import { pageOf } from '../page.ts'
import type { Sql } from '../sql.ts'
import { type AuditRow, type SealRow, selectAudit, selectSeal, toAuditRecord, toSeal } from './audit-row.ts'

const between = '(at, id) < (?, ?) AND (at, id) > (?, ?)'
const walks = (condition: string) => ({
  older: `${selectAudit} WHERE ${condition} ${between} ORDER BY at DESC, id DESC LIMIT ?`,
  newer: `${selectAudit} WHERE ${condition} ${between} ORDER BY at, id LIMIT ?`,
})
const ofAll = walks('')
const ofProject = walks('project_id IS ? AND')

const future: AuditPlace = { at: Number.MAX_SAFE_INTEGER, id: '' }
const past: AuditPlace = { at: -1, id: '' }

/** Newest first. */
export const listAudit = (sql: Sql, query: AuditQuery): StorePage<AuditRecord, AuditPlace> => {
  const { projectId } = query
  const rows = (way: 'older' | 'newer', below: AuditPlace, above: AuditPlace, limit: number): AuditRow[] => {
    const places = [below.at, below.id, above.at, above.id, limit]
    return projectId === undefined
      ? sql.all<AuditRow>(ofAll[way], ...places)
      : sql.all<AuditRow>(ofProject[way], projectId, ...places)
  }
  const page = sql.snapshot(() =>
    pageOf<AuditRow, AuditPlace>(
      {
        newest: 'first',
        forward: (after, before, limit) => rows('older', after ?? future, before ?? past, limit),
        backward: (before, limit) => rows('newer', future, before ?? past, limit),
        place: ({ at, id }) => ({ at, id }),
      },
      query,
    ),
  )
  return { ...page, items: page.items.map(toAuditRecord) }
}

/** The seal that a new one would follow. */
export const newestSeal = (sql: Sql): AuditSeal | null => {
  const row = sql.get<SealRow>(`${selectSeal} WHERE number = (SELECT max(number) FROM audit_seals)`)
  return row === undefined ? null : toSeal(row)
}

const byId = (a: AuditRecord, b: AuditRecord): number => (a.id < b.id ? -1 : 1)

export const unsealedAudit = (sql: Sql, { before, limit }: { before: number; limit: number }): UnsealedAudit =>
  sql.snapshot(() => {
    const last = newestSeal(sql)
    const rows = sql.all<AuditRow>(
      `${selectAudit} WHERE seal IS NULL AND at < ? ORDER BY at, id LIMIT ?`,
      before,
      limit,
    )
    return {
      number: (last?.number ?? 0) + 1,
      previous: last?.hash ?? null,
      rows: rows.map(toAuditRecord).sort(byId),
    }
  })

export const listSeals = (sql: Sql, { after, limit }: { after: number; limit: number }): AuditSeal[] =>
  sql.all<SealRow>(`${selectSeal} WHERE number > ? ORDER BY number LIMIT ?`, after, limit).map(toSeal)

export const sealedAudit = (sql: Sql, number: number): AuditRecord[] =>
  sql.all<AuditRow>(`${selectAudit} WHERE seal = ? ORDER BY id`, number).map(toAuditRecord)

const nextUnknown = `SELECT min(seal) AS seal FROM audit WHERE seal > ?`
const isKnown = 'SELECT 1 AS known FROM audit_seals WHERE number = ?'

/** Goes from number to number by the index: a row is not looked at for each that has the same. */
export const unknownSeals = (sql: Sql): number[] =>
  sql.snapshot(() => {
    const unknown: number[] = []
    const next = (after: number): number | null => sql.get<{ seal: number | null }>(nextUnknown, after)?.seal ?? null
    for (let seal = next(0); seal !== null; seal = next(seal))
      if (sql.get(isKnown, seal) === undefined) unknown.push(seal)
    return unknown
  })
