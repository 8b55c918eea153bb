import { CodedError } from '../../../ports/coded-error.ts'
import type { KeyedRequest, OperatorRequestStore, RequestStand } from '../../../ports/operator-request-store.ts'
import type { WriteContext } from '../write-context.ts'
import { knownCommand } from './known-commands.ts'

interface Kept {
  readonly attempt: string
  readonly answer?: string
}

// No user has such an id: ids of users are UUIDs.
const holderOf = (operatorId: string): string => `operator:${operatorId}`

/** @throws idempotency_mismatch */
export const beginRequest = (
  { sql }: WriteContext,
  { operatorId, key, attempt, fingerprint, takesOver, at }: Parameters<OperatorRequestStore['beginRequest']>[0],
): RequestStand | null => {
  const holder = holderOf(operatorId)
  const before = knownCommand(sql, holder, key, at)
  if (before !== undefined) {
    if (before.fingerprint !== fingerprint) throw new CodedError('idempotency_mismatch')
    const { answer } = JSON.parse(before.ids) as Kept
    if (answer !== undefined) return { state: 'done', answer }
    if (!takesOver) return { state: 'begun' }
  }
  sql.run(
    'INSERT OR REPLACE INTO commands (user_id, id, fingerprint, ids, at) VALUES (?, ?, ?, ?, ?)',
    holder,
    key,
    fingerprint,
    JSON.stringify({ attempt } satisfies Kept),
    at,
  )
  return null
}

const isRunning = "user_id = ? AND id = ? AND ids ->> '$.attempt' = ? AND ids ->> '$.answer' IS NULL"

export const endRequest = (
  { sql }: WriteContext,
  { operatorId, key, attempt, answer }: KeyedRequest & { answer: string },
): void => {
  const kept = JSON.stringify({ attempt, answer } satisfies Kept)
  sql.run(`UPDATE commands SET ids = ? WHERE ${isRunning}`, kept, holderOf(operatorId), key, attempt)
}

export const forgetRequest = ({ sql }: WriteContext, { operatorId, key, attempt }: KeyedRequest): void => {
  sql.run(`DELETE FROM commands WHERE ${isRunning}`, holderOf(operatorId), key, attempt)
}
