import { isUtf8 } from 'node:buffer'
import { bounds } from '@chat-view/protocol/codes'
import express, { type Request, type Response } from 'express'
import { CodedError } from '../ports/coded-error.ts'

const parse = express.json({
  limit: bounds.clientFrame,
  type: 'application/json',
  strict: true,
  // What is no UTF-8 would be stored with signs in place of what somebody wrote; a socket refuses it as well.
  verify: (_, __, bytes, encoding) => {
    if (encoding === 'utf-8' && !isUtf8(bytes)) throw new CodedError('invalid_json')
  },
})

const hasBody = (request: Request): boolean =>
  request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0

/**
 * Reads a JSON object; no body is an empty one.
 * @throws too_large, invalid_json, unsupported_media_type, invalid_request when it is no object
 */
export const readJson = async (request: Request, response: Response): Promise<object> => {
  if (!hasBody(request)) return {}
  if (!request.is('application/json')) throw new CodedError('unsupported_media_type')
  await new Promise<void>((resolve, reject) => {
    parse(request, response, error => (error === undefined ? resolve() : reject(error)))
  })
  const body: unknown = request.body
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  throw new CodedError('invalid_request', { errors: [{ path: '', message: 'must be an object' }] })
}
