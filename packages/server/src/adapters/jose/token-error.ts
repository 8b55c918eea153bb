import { errors } from 'jose'
import { CodedError } from '../../ports/coded-error.ts'

/** What a failed verification is called on the wire; the token itself is in no word of it. */
export const tokenError = (error: unknown): CodedError => {
  if (error instanceof CodedError) return error
  if (error instanceof errors.JWTExpired) return new CodedError('token_expired')
  return new CodedError('token_invalid')
}
