import type { AuditSeal } from '../../../ports/audit-store.ts'
import type { WriteContext } from '../write-context.ts'
import { newestSeal } from './audit-reads.ts'

/** Writes the next seal and marks its rows, or does nothing where it is not the next or a row has one by now. */
export const sealAudit = ({ sql }: WriteContext, seal: AuditSeal, ids: readonly string[]): boolean => {
  const last = newestSeal(sql)
  if (seal.number !== (last?.number ?? 0) + 1 || seal.previous !== (last?.hash ?? null)) return false
  const open = ids.every(id => sql.get('SELECT 1 AS open FROM audit WHERE id = ? AND seal IS NULL', id) !== undefined)
  if (!open) return false
  sql.run(
    `INSERT INTO audit_seals (number, from_at, to_at, count, previous, hash, signature, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    seal.number,
    seal.from,
    seal.to,
    seal.count,
    seal.previous,
    seal.hash,
    seal.signature,
    seal.at,
  )
  for (const id of ids) sql.run('UPDATE audit SET seal = ? WHERE id = ?', seal.number, id)
  return true
}
