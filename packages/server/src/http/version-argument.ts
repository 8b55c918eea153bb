import type { Request } from 'express'
import { CodedError } from '../ports/coded-error.ts'

const wrong = (path: string, message: string): CodedError =>
  new CodedError('invalid_request', { errors: [{ path, message }] })

/** The version that `If-Match` names; `*` and no header name none (CV5). @throws invalid_request */
export const matchedVersion = (request: Request): number | undefined => {
  const header = request.get('if-match')?.trim()
  if (header === undefined || header === '*') return undefined
  const digits = /^(?:W\/)?"?([1-9]\d{0,14})"?$/.exec(header)?.[1]
  if (digits === undefined) throw wrong('If-Match', 'must be a version, as "3"')
  return Number(digits)
}

/**
 * What `If-Match` adds to a body. `shape` says whether a version is taken at all.
 * @throws invalid_request when body and header name different versions
 */
export const versionArgument = (request: Request, shape: object, body: object): { version?: number } => {
  const version = matchedVersion(request)
  if (version === undefined) return {}
  if (!('version' in shape)) throw wrong('If-Match', 'is not taken here')
  const given = 'version' in body ? body.version : undefined
  if (given !== undefined && given !== version) throw wrong('version', 'is another than that of If-Match')
  return { version }
}
