import { z } from 'zod'
import { list, proxies, rate, timerSpan, webAddress, wholeNumber } from './value-types.ts'

/** One environment variable: its form, its default as it would be written, and its meaning for the README (OP3). */
export interface Variable<T extends z.ZodType = z.ZodType, D extends string | null = string | null> {
  readonly type: T
  /** As written in the environment; null: absent. */
  readonly default: D
  readonly meaning: string
  /** Also read from the file that `NAME_FILE` names, and never printed. */
  readonly secret?: true
}

const variable = <T extends z.ZodType, const D extends string | null>(
  type: T,
  fallback: D,
  meaning: string,
  options: { secret?: true } = {},
): Variable<T, D> => ({ type, default: fallback, meaning, ...options })

const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])

// A secret shorter than this is guessed faster than it is rotated.
const secretList = list.refine(
  keys => keys.length > 0 && keys.every(key => key.length >= 32),
  'must be a comma-separated list of keys of at least 32 characters each',
)

/** Every environment variable that the server reads; the README's table and `.env.example` are made from it. */
export const variables = {
  NODE_ENV: variable(
    z.enum(['development', 'production', 'test']),
    'development',
    '`production` wants `SECRET_KEY` and a named `AI_PROVIDER`',
  ),
  HOST: variable(z.string().min(1), '127.0.0.1', 'Address on which it listens'),
  PORT: variable(wholeNumber(0, 65_535), '3000', 'Port on which it listens; 0 takes a free one'),
  PUBLIC_URL: variable(webAddress, null, 'How it is reached from outside, where that differs'),
  TRUST_PROXY: variable(proxies, null, 'Proxies that are believed: a number of hops, or networks; none by default'),
  DATABASE_URL: variable(
    z.string().regex(/^sqlite:.+/, 'must be sqlite:<path>'),
    'sqlite:./data/chat-view.db',
    'Where data is kept: `sqlite:<path>`',
  ),
  SECRET_KEY: variable(
    secretList,
    null,
    'Signs sessions and cursors: a comma-separated list, the first signs, all verify; made once and kept beside the database where it is absent; required in production',
    { secret: true },
  ),
  ACCESS_TOKEN_TTL: variable(timerSpan(1_000), '10m', 'Life of an access token'),
  AI_PROVIDER: variable(z.enum(['demo', 'openai']), 'demo', 'Who answers: `demo` (no key needed) or `openai`'),
  AI_MODEL: variable(z.string().min(1), null, 'The model; by default the provider’s own'),
  AI_MAX_TOKENS: variable(wholeNumber(1, 1_000_000), null, 'Most tokens of one answer'),
  AI_MAX_RUNNING: variable(wholeNumber(1, 100_000), '2000', 'Most answers that run at once on this node'),
  OPENAI_API_KEY: variable(z.string().min(1), null, 'Key of the OpenAI-compatible service', { secret: true }),
  OPENAI_BASE_URL: variable(webAddress, null, 'Address of another OpenAI-compatible service'),
  AI_TIMEOUT_CONNECT: variable(timerSpan(1), '10s', 'Until the provider takes the request'),
  AI_TIMEOUT_FIRST_TOKEN: variable(timerSpan(1), '30s', 'Until its first token'),
  AI_TIMEOUT_IDLE: variable(timerSpan(1), '30s', 'Between two pieces of an answer'),
  AI_TIMEOUT_TOTAL: variable(timerSpan(1), '10m', 'For a whole answer'),
  RATE_LIMIT_HTTP: variable(rate, '300/1m', 'HTTP requests, per address and per user'),
  RATE_LIMIT_SOCKET: variable(rate, '600/1m', 'Frames of a socket, per address and per user'),
  RATE_LIMIT_SEND: variable(rate, '30/1m', 'Messages that ask for an answer, per user'),
  HEARTBEAT_INTERVAL: variable(timerSpan(10), '20s', 'Between two heartbeats; a peer silent for two is dead'),
  SHUTDOWN_GRACE: variable(timerSpan(0), '25s', 'How long running answers may go on when it stops'),
  LOG_LEVEL: variable(logLevel, 'info', 'Least level that is logged'),
} as const

export type Variables = typeof variables
export type VariableName = keyof Variables
