import { ErrorReply } from '@redis/client'
import { CodedError } from '../../ports/coded-error.ts'

/** Seconds after which a Redis that is away may be back. */
const retryAfter = 2

/** Words with which Redis refuses what it could do at another time, and what they mean. */
const refusals: Readonly<Record<string, string>> = {
  ASK: 'a slot is moving between members of the cluster',
  BUSY: 'it is busy with a script',
  CLUSTERDOWN: 'the cluster is down, or has slots that no member serves',
  LOADING: 'it is still loading its data',
  MASTERDOWN: 'it is a replica that has lost its primary',
  MISCONF: 'it cannot write its data to disk and refuses writes',
  MOVED: 'the slot has moved to another member of the cluster',
  NOAUTH: 'it wants a password, and REDIS_URL has none',
  NOPERM: 'the user of REDIS_URL may not do this',
  NOREPLICAS: 'fewer replicas follow than min-replicas-to-write wants',
  OOM: 'it is out of memory (maxmemory)',
  READONLY: 'it is a replica that takes no writes',
  TRYAGAIN: 'a slot is moving between members of the cluster',
  WRONGPASS: 'the user or the password of REDIS_URL was refused',
}

/** The word that an error of Redis begins with, as `OOM`; null for what is no answer of Redis. */
export const replyWord = (error: unknown): string | null =>
  error instanceof ErrorReply ? (/^[A-Z]+/.exec(error.message)?.[0] ?? 'ERR') : null

/** Redis is not to be used just now, for a reason known. */
export const unavailable = (reason: string): CodedError =>
  new CodedError('store_unavailable', { detail: `Redis: ${reason}`, retryAfter })

/** Redis can never be used as it is: no waiting mends it. */
export const unusable = (reason: string, remedy: string): CodedError =>
  new CodedError('store_unavailable', { detail: `Redis: ${reason}. Remedy: ${remedy}` })

/** Why Redis is not to be used, as a state tells it. */
export const reasonOf = (error: unknown): string =>
  error instanceof CodedError ? error.message.replace(/^Redis: /, '') : 'it was not reached'

/** Word and line alone: the text of an error can repeat what was sent. */
const shownCause = (error: ErrorReply, word: string): Error =>
  new Error([word, /user_script:\d+/.exec(error.message)?.[0]].filter(Boolean).join(' '))

/** What callers see of an error of Redis or of its client library. Nothing of what was sent is in it. */
export const codedRedisError = (error: unknown): CodedError => {
  if (error instanceof CodedError) return error
  const word = replyWord(error)
  if (word === null) return unavailable('the connection was lost')
  const refusal = /max number of clients/.test((error as Error).message)
    ? 'it has as many clients as it allows (maxclients)'
    : refusals[word]
  if (refusal !== undefined) return unavailable(refusal)
  return new CodedError('internal', {
    detail: `Redis refused a command as wrong (${word})`,
    cause: shownCause(error as ErrorReply, word),
  })
}

/** What happened, with the code of the system where there is one; nothing of the address. */
export const connectionFault = (error: unknown, what: string): string => {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^[A-Z_]+$/.test(code) ? `${what} (${code})` : what
}
