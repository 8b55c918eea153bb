import type { Filter } from 'mongodb'
import type { AuditPlace, AuditQuery, AuditRecord, AuditSeal, UnsealedAudit } from '../../../ports/audit-store.ts'
import type { StorePage } from '../../../ports/thread-store.ts'
import { type AuditRow, isUnsealed } from '../models/audit-line.ts'
import type { MongoReader } from '../mongo-context.ts'
import { pageOf } from '../page.ts'

const toAuditRecord = ({ _id, ...row }: AuditRow): AuditRecord => ({ id: _id, ...row })

/** Beyond a place, in the order of time and id: one range of the index, without the rows of that time on its other side. */
const before = ({ at, id }: AuditPlace): Filter<AuditRow> => ({ at: { $lte: at }, $nor: [{ at, _id: { $gte: id } }] })
const after = ({ at, id }: AuditPlace): Filter<AuditRow> => ({ at: { $gte: at }, $nor: [{ at, _id: { $lte: id } }] })

/** Newest first. */
export const listAudit = async (
  reader: MongoReader,
  query: AuditQuery,
): Promise<StorePage<AuditRecord, AuditPlace>> => {
  const { projectId } = query
  // A null that is asked for as a type is one point of the index, and so keeps its order.
  const ofProject = { projectId: projectId ?? { $type: 'null' } } as Filter<AuditRow>
  const scope = projectId === undefined ? [] : [ofProject]
  const hint = projectId === undefined ? 'age' : 'of_project'
  const rows = (order: 1 | -1, bounds: Filter<AuditRow>[], limit: number): Promise<AuditRow[]> => {
    const all = [...scope, ...bounds]
    return reader.audit.all(all.length === 0 ? {} : { $and: all }, { sort: { at: order, _id: order }, limit, hint })
  }
  const page = await pageOf<AuditRow, AuditPlace>(
    {
      newest: 'first',
      place: ({ at, _id }) => ({ at, id: _id }),
      read: step => {
        const newer: Filter<AuditRow>[] = step.before === undefined ? [] : [after(step.before)]
        if (step.go === 'backward') return rows(1, newer, step.limit)
        const older: Filter<AuditRow>[] = step.after === undefined ? [] : [before(step.after)]
        return rows(-1, [...older, ...newer], step.limit)
      },
    },
    query,
  )
  return { ...page, items: page.items.map(toAuditRecord) }
}

/** The seal that a new one would follow. */
export const newestSeal = async (reader: MongoReader): Promise<AuditSeal | null> =>
  toSeal(await reader.auditSeals.get({}, { sort: { number: -1 } }))

const toSeal = (row: AuditSeal | null): AuditSeal | null => {
  if (row === null) return null
  const { number, from, to, count, previous, hash, signature, at } = row
  return { number, from, to, count, previous, hash, signature, at }
}

export const unsealedAudit = async (
  reader: MongoReader,
  { before, limit }: { before: number; limit: number },
): Promise<UnsealedAudit> => {
  const last = await newestSeal(reader)
  const found = { ...isUnsealed, at: { $lt: before } } as Filter<AuditRow>
  const rows = await reader.audit.all(found, { sort: { at: 1, _id: 1 }, limit, hint: 'unsealed' })
  return {
    number: (last?.number ?? 0) + 1,
    previous: last?.hash ?? null,
    rows: rows.map(toAuditRecord).sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

export const listSeals = async (
  reader: MongoReader,
  { after, limit }: { after: number; limit: number },
): Promise<AuditSeal[]> => {
  const rows = await reader.auditSeals.all({ number: { $gt: after } }, { sort: { number: 1 }, limit })
  return rows.flatMap(row => toSeal(row) ?? [])
}

export const sealedAudit = async (reader: MongoReader, number: number): Promise<AuditRecord[]> =>
  (await reader.audit.all({ seal: number }, { sort: { _id: 1 }, hint: 'sealed' })).map(toAuditRecord)

/** Goes from number to number by the index: a row is not looked at for each that has the same. */
export const unknownSeals = async (reader: MongoReader): Promise<number[]> => {
  const unknown: number[] = []
  const next = async (after: number): Promise<number | null> =>
    (await reader.audit.get({ seal: { $gt: after } }, { sort: { seal: 1, _id: 1 }, hint: 'sealed' }))?.seal ?? null
  for (let seal = await next(0); seal !== null; seal = await next(seal))
    if ((await reader.auditSeals.get({ number: seal })) === null) unknown.push(seal)
  return unknown
}
