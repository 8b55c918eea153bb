import { CodedError } from '../../../ports/coded-error.ts'
import type { OperatorKeyRecord, SigningKeyRecord } from '../../../ports/project-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { OperatorKeyRow } from '../models/operator-key.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'

const toOperatorKey = (row: OperatorKeyRow): OperatorKeyRecord => ({
  id: row._id,
  name: row.name,
  scopes: row.scopes,
  hash: row.hash,
  createdAt: row.createdAt,
  revokedAt: row.revokedAt,
})

export const addSigningKey = async (context: MongoContext, key: SigningKeyRecord, actor = 'server'): Promise<void> => {
  const { projectId, kid, algorithm, material, createdAt, expiresAt } = key
  await context.signingKeys.insert({ projectId, kid, algorithm, material, createdAt, expiresAt })
  await writeAudit(context, { at: createdAt, projectId, actor, action: 'key.added', subject: kid })
}

/** The earlier of two ends wins. @throws not_found */
export const expireSigningKey = async (
  context: MongoContext,
  projectId: string,
  kid: string,
  at: number,
  actor = 'server',
): Promise<void> => {
  const key = await context.signingKeys.get({ projectId, kid })
  if (key === null) throw new CodedError('not_found')
  if (key.expiresAt !== null && key.expiresAt <= at) return
  await context.signingKeys.update({ projectId, kid }, { $set: { expiresAt: at } })
  // The end may be yet to come; what is told is when it was decided.
  await writeAudit(context, { at: context.now, projectId, actor, action: 'key.ended', subject: kid })
}

/** Oldest first. */
export const listSigningKeys = async (reader: MongoReader, projectId: string): Promise<SigningKeyRecord[]> => {
  const rows = await reader.signingKeys.all({ projectId }, { sort: { createdAt: 1, kid: 1 } })
  return rows.map(({ kid, algorithm, material, createdAt, expiresAt }) => ({
    projectId,
    kid,
    algorithm,
    material,
    createdAt,
    expiresAt,
  }))
}

export const addOperatorKey = async (
  context: MongoContext,
  key: OperatorKeyRecord,
  actor = 'server',
): Promise<void> => {
  const { id, name, scopes, hash, createdAt, revokedAt } = key
  await context.operatorKeys.insert({ _id: id, name, scopes, hash, createdAt, revokedAt })
  await writeAudit(context, { at: createdAt, projectId: null, actor, action: 'operator.added', subject: id })
}

export const findOperatorKey = async (reader: MongoReader, hash: string): Promise<OperatorKeyRecord | null> => {
  const row = await reader.operatorKeys.get({ hash })
  return row === null ? null : toOperatorKey(row)
}

/** Oldest first. */
export const listOperatorKeys = async (reader: MongoReader): Promise<OperatorKeyRecord[]> =>
  (await reader.operatorKeys.all({}, { sort: { createdAt: 1, _id: 1 } })).map(toOperatorKey)

/** Revoked twice is revoked since the first. @throws not_found */
export const revokeOperatorKey = async (
  context: MongoContext,
  id: string,
  at: number,
  actor = 'server',
): Promise<void> => {
  const key = await context.operatorKeys.get({ _id: id })
  if (key === null) throw new CodedError('not_found')
  if (key.revokedAt !== null) return
  await context.operatorKeys.update({ _id: id }, { $set: { revokedAt: at } })
  await writeAudit(context, { at, projectId: null, actor, action: 'operator.revoked', subject: id })
}
