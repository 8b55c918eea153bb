import type { AuditSeal } from '../../../ports/audit-store.ts'
import type { MongoContext } from '../mongo-context.ts'
import { newestSeal } from './audit-reads.ts'

/**
 * Writes the next seal and marks its rows, or does nothing where it is not the next or a row has one by now. Of two at
 * once one conflicts at the number; its transaction runs again and finds the other's.
 */
export const sealAudit = async (context: MongoContext, seal: AuditSeal, ids: readonly string[]): Promise<boolean> => {
  const last = await newestSeal(context)
  if (seal.number !== (last?.number ?? 0) + 1 || seal.previous !== (last?.hash ?? null)) return false
  const rows = { _id: { $in: [...ids] }, seal: null }
  if ((await context.audit.all(rows)).length !== ids.length) return false
  const { number, from, to, count, previous, hash, signature, at } = seal
  await context.auditSeals.insert({ number, from, to, count, previous, hash, signature, at })
  await context.audit.updateAll(rows, { $set: { seal: number } })
  return true
}
