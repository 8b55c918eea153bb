import type { ProviderKeyRecord } from '../../../ports/provider-key-store.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'
import { findProject } from './project-row.ts'

/** @throws not_found */
export const setProviderKey = async (context: MongoContext, key: ProviderKeyRecord, actor: string): Promise<void> => {
  const { projectId, id, sealed, setAt } = key
  await findProject(context, projectId)
  await context.providerKeys.remove({ projectId })
  await context.providerKeys.insert({ _id: id, projectId, sealed, setAt })
  await writeAudit(context, { at: setAt, projectId, actor, action: 'project.changed', subject: 'providerKey set' })
}

export const getProviderKey = async (reader: MongoReader, projectId: string): Promise<ProviderKeyRecord | null> => {
  const row = await reader.providerKeys.get({ projectId })
  return row === null ? null : { projectId, id: row._id, sealed: row.sealed, setAt: row.setAt }
}

/** @throws not_found */
export const deleteProviderKey = async (
  context: MongoContext,
  projectId: string,
  at: number,
  actor: string,
): Promise<boolean> => {
  await findProject(context, projectId)
  if ((await getProviderKey(context, projectId)) === null) return false
  await context.providerKeys.remove({ projectId })
  await writeAudit(context, { at, projectId, actor, action: 'project.changed', subject: 'providerKey forgotten' })
  return true
}

export const resealProviderKey = async (
  context: MongoContext,
  { projectId, id, sealed }: Pick<ProviderKeyRecord, 'projectId' | 'id' | 'sealed'>,
): Promise<void> => {
  await context.providerKeys.update({ _id: id, projectId }, { $set: { sealed } })
}
