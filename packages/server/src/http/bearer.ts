import type { IncomingMessage } from 'node:http'
import { CodedError } from '../ports/coded-error.ts'

/** The token of the `Authorization` header; no other place is looked at (SE3). @throws unauthenticated */
export const bearerOf = ({ headers }: IncomingMessage): string => {
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1]
  if (token === undefined || token.length > 8_192) throw new CodedError('unauthenticated')
  return token
}
