import type { DestinationStream } from 'pino'
import { pino } from 'pino'
import type { Logger } from '../ports/logger.ts'
import { errorFields } from './error-fields.ts'

// Whatever layer they come from, these never reach a log (SE9).
const secretFields = [
  'authorization',
  'cookie',
  'token',
  'accessToken',
  'visitor',
  'secret',
  'password',
  'apiKey',
  'text',
  'title',
  'body',
  'arguments',
]

const everywhere = (field: string): string[] => [field, `*.${field}`, `*.*.${field}`]

/** Structured logs on standard output, without message text, tokens and personal data (OP2, SE9). */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      serializers: { err: errorFields },
      redact: { paths: secretFields.flatMap(everywhere), censor: '[redacted]' },
    },
    ...(destination ? [destination] : []),
  )
