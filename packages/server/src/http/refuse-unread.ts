import type { OperationDefinition } from '@chat-view/protocol'
import type { Request } from 'express'
import { CodedError } from '../ports/coded-error.ts'

const mostErrors = 20

/** Refuses a name in the query that nobody would read, as a misspelt one, where others are read. @throws invalid_request */
export const refuseUnread = ({ query }: OperationDefinition, request: Request): void => {
  const unread = query ? Object.keys(request.query).filter(name => !Object.hasOwn(query.shape, name)) : []
  if (unread.length === 0) return
  const errors = unread.slice(0, mostErrors).map(path => ({ path, message: 'is not taken here' }))
  throw new CodedError('invalid_request', { errors })
}
