import type { Receipt, ReceiptClaims } from '@chat-view/protocol'
import type { ErasureRecord } from '../../ports/erasure-store.ts'
import type { Signer } from '../../ports/signer.ts'

const purpose = 'erasure receipt'

const day = 86_400_000

/** What is signed: the claims as JSON, the members of each object in the order of their names. */
const signedText = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${signedText(member)}`).join(',')}}`
}

/** The receipt of an erasure that is finished. @param backupDays days for which backups may hold the rest */
export const receiptOf = (
  { id, projectId, requestedAt, counts }: ErasureRecord,
  finishedAt: number,
  backupDays: number,
  signer: Pick<Signer, 'sign'>,
): Receipt => {
  const backupsUntil = finishedAt + backupDays * day
  const claims: ReceiptClaims = { id, project: projectId, requestedAt, finishedAt, counts, backupsUntil }
  return { ...claims, signature: signer.sign(purpose, signedText(claims)) }
}

/** Was it signed by one of this server's keys, and not changed since? */
export const verifyReceipt = ({ signature, ...claims }: Receipt, signer: Pick<Signer, 'verifies'>): boolean =>
  signer.verifies(purpose, signedText(claims), signature)
