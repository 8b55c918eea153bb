import type { OperationDefinition } from '@chat-view/protocol'
import type { Request } from 'express'
import { CodedError } from '../ports/coded-error.ts'

const mostErrors = 20

/**
 * Refuses what a caller says of an operation and counts on, though nobody would read it: a misspelt name in the query, and
 * an `Idempotency-Key` on a write that is no command and so would be done twice (RT11). @throws invalid_request
 */
export const refuseUnread = ({ method, query }: OperationDefinition, request: Request): void => {
  const unread = query ? Object.keys(request.query).filter(name => !Object.hasOwn(query.shape, name)) : []
  if (method !== 'GET' && request.get('idempotency-key') !== undefined) unread.push('Idempotency-Key')
  if (unread.length === 0) return
  const errors = unread.slice(0, mostErrors).map(path => ({ path, message: 'is not taken here' }))
  throw new CodedError('invalid_request', { errors })
}
