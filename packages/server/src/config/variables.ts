import { z } from 'zod'
import {
  cronLine,
  flag,
  list,
  proxies,
  publicAddress,
  rate,
  redisAddresses,
  requestHeaders,
  share,
  spendLimits,
  timerSpan,
  webAddress,
  wholeNumber,
} from './value-types.ts'

/** One environment variable: its form, its default as it would be written, and its meaning for the README (OP3). */
export interface Variable<T extends z.ZodType = z.ZodType, D extends string | null = string | null> {
  readonly type: T
  /** As written in the environment; null: absent. */
  readonly default: D
  readonly meaning: string
  /** Also read from the file that `NAME_FILE` names, and never printed. */
  readonly secret?: true
  /** Its file must hold something: without it the server would run, on other data or another key than was meant. */
  readonly neverEmpty?: true
}

const variable = <T extends z.ZodType, const D extends string | null>(
  type: T,
  fallback: D,
  meaning: string,
  options: Pick<Variable, 'secret' | 'neverEmpty'> = {},
): Variable<T, D> => ({ type, default: fallback, meaning, ...options })

const foundation = { secret: true, neverEmpty: true } as const

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
  PUBLIC_URL: variable(publicAddress, null, 'How it is reached from outside, where that differs'),
  TRUST_PROXY: variable(proxies, null, 'Proxies that are believed: a number of hops, or networks; none by default'),
  DATABASE_URL: variable(
    z.string().regex(/^(sqlite:[^:].*|mongodb(\+srv)?:\/\/.+)/, 'must be sqlite:<path of a file> or mongodb://…'),
    'sqlite:./data/chat-view.db',
    'Where data is kept: `sqlite:<path>`, or `mongodb://…` of a replica set; by default in `DATA_FOLDER`, where that is set',
    foundation,
  ),
  REDIS_URL: variable(
    redisAddresses,
    null,
    'Ties several nodes together: `redis://…` or `rediss://…`, of a single Redis or of a member of a Redis Cluster; several, separated by commas, are members of one cluster. Wants `DATABASE_URL=mongodb://…`',
    foundation,
  ),
  REDIS_PREFIX: variable(
    z.string().regex(/^[\w.-]{1,40}$/, 'must be 1 to 40 letters, digits, dots, dashes or underscores'),
    'chat-view',
    'What all keys and channels in Redis begin with; another one for each installation that shares a Redis',
  ),
  MIGRATE_ON_START: variable(
    flag,
    'false',
    'Takes a database of an earlier version to the newest schema at the start, without asking; otherwise that is refused, and `chat-view migrate up` does it',
  ),
  DATA_FOLDER: variable(
    z.string().min(1),
    './data',
    'Where a node keeps what is its own when `DATABASE_URL` names no file: its database when `DATABASE_URL` is not set, running answers, and the key that is made at the first start',
  ),
  SECRET_KEY: variable(
    secretList,
    null,
    'Signs sessions and cursors: a comma-separated list, the first signs, all verify; made once and kept beside the database where it is absent; required in production',
    foundation,
  ),
  ACCESS_TOKEN_TTL: variable(timerSpan(1_000), '10m', 'Life of an access token'),
  AI_PROVIDER: variable(
    z.enum(['demo', 'openai', 'ag-ui']),
    'demo',
    'Who answers: `demo` (no key needed), `openai` (any compatible service) or `ag-ui` (an agent over HTTP)',
  ),
  AI_MODEL: variable(z.string().min(1), null, 'The model; by default the provider’s own'),
  AI_MAX_TOKENS: variable(wholeNumber(1, 1_000_000), null, 'Most tokens of one answer'),
  AI_MODELS_FILE: variable(
    z.string().min(1),
    null,
    'A JSON file of models, laid over those that ship: context windows, longest answers, prices',
  ),
  AI_TOOLS_MODULE: variable(
    z.string().min(1),
    null,
    'A JavaScript module that exports `tools`: what the model may call besides the built-in tools, where a project’s settings name it',
  ),
  AI_TOOL_ROUNDS: variable(wholeNumber(1, 100), '8', 'Times that a model may ask for tools before it must answer'),
  AI_TOOL_WAIT: variable(
    timerSpan(1_000),
    '5m',
    'How long an answer waits for a person who decides about a call, or a page that runs it',
  ),
  AI_MAX_RUNNING: variable(wholeNumber(1, 100_000), '2000', 'Most answers that run at once on this node'),
  OPENAI_API_KEY: variable(z.string().min(1), null, 'Key of the OpenAI-compatible service', { secret: true }),
  OPENAI_BASE_URL: variable(webAddress, null, 'Address of another OpenAI-compatible service'),
  AG_UI_URL: variable(webAddress, null, 'Address of the agent, with `AI_PROVIDER=ag-ui`'),
  AG_UI_TOKEN: variable(z.string().min(1), null, 'Sent to the agent as a bearer token', { secret: true }),
  AI_FALLBACK_MODEL: variable(
    z.string().min(1),
    null,
    'Asked before the first word when the model fails; a project can name another',
  ),
  AI_RETRIES: variable(wholeNumber(0, 10), '2', 'Further tries of a model before its first word'),
  AI_RETRY_WAIT: variable(timerSpan(1), '500ms', 'First wait between two tries; it grows, and its length is random'),
  AI_RETRY_WAIT_MAX: variable(
    timerSpan(1),
    '20s',
    'Longest wait between two tries, also when the provider asks for more: then the model counts as failed',
  ),
  AI_BREAKER_FAILURES: variable(wholeNumber(1, 1_000), '5', 'Failures in a row after which a model is spared'),
  AI_BREAKER_OPEN: variable(timerSpan(1_000), '30s', 'For how long it is spared, until one call tries it again'),
  AI_TIMEOUT_CONNECT: variable(timerSpan(1), '10s', 'Until the provider takes the request'),
  AI_TIMEOUT_FIRST_TOKEN: variable(timerSpan(1), '30s', 'Until its first token'),
  AI_TIMEOUT_IDLE: variable(timerSpan(1), '30s', 'Between two pieces of an answer'),
  AI_TIMEOUT_TOTAL: variable(timerSpan(1), '10m', 'For a whole answer'),
  AI_MODERATION_MODEL: variable(
    z.string().min(1),
    'omni-moderation-latest',
    'Model of the moderation endpoint, in projects that want it',
  ),
  AI_MODERATION_TIMEOUT: variable(timerSpan(1), '3s', 'For one question to it'),
  AI_MODERATION_FAIL: variable(
    z.enum(['open', 'closed']),
    'open',
    'When it can’t be asked: `open` lets texts pass with a flag, `closed` blocks them',
  ),
  SUMMARISE_THRESHOLD: variable(
    share,
    '0.75',
    'How full a context is that its thread is summarised: a share of its budget',
  ),
  SUMMARISE_CRON: variable(
    cronLine,
    '*/5 * * * *',
    'When threads are looked for that wait to be summarised and that no job has done: a cron line, in UTC',
  ),
  SUMMARISE_SHARE: variable(share, '0.25', 'Most of a context that summaries may take: a share of its budget'),
  RATE_LIMIT_HTTP: variable(
    rate,
    '300/1m',
    'HTTP requests, per address and per user; of a project a hundred times as many, unless it has a rate of its own',
  ),
  RATE_LIMIT_SOCKET: variable(
    rate,
    '600/1m',
    'Frames of a socket, and requests of clients that get them as events, per address and per user; of a project a thousand times as many, unless it has a rate of its own',
  ),
  RATE_LIMIT_SEND: variable(
    rate,
    '30/1m',
    'Messages that ask for an answer, per address and per user; of a project a hundred times as many, unless it has a rate of its own',
  ),
  RATE_LIMIT_FAIL: variable(
    z.enum(['open', 'closed']),
    'open',
    'While Redis is away: `open` lets each node count for itself, `closed` refuses what has a limit',
  ),
  QUOTA_VISITOR: variable(
    spendLimits('visitor'),
    null,
    'Limits of each visitor, in projects that have none of their own: `messages:50/day, tokens:200000/day, money:5.00/month`; periods are minute, day and month in the project’s time zone, money is in the currency of the prices',
  ),
  QUOTA_USER: variable(spendLimits('user'), null, 'The same of each known user'),
  QUOTA_PROJECT: variable(spendLimits('project'), null, 'The same of each project as a whole'),
  HEARTBEAT_INTERVAL: variable(timerSpan(10), '20s', 'Between two heartbeats; a peer silent for two is dead'),
  SHUTDOWN_GRACE: variable(timerSpan(0), '25s', 'How long running answers may go on when it stops'),
  EVENT_DAYS: variable(
    wholeNumber(1, 3_650),
    '30',
    'Days for which changes are kept for clients that come back; after that they load the thread anew',
  ),
  BACKUP_DAYS: variable(
    wholeNumber(0, 36_500),
    '30',
    'Days for which you keep backups; an erasure’s receipt says until when they hold the rest',
  ),
  RECONCILE_CRON: variable(
    cronLine,
    '17 3 * * *',
    'When rows that disagree are looked for and put right: a cron line, in UTC',
  ),
  RETENTION_CRON: variable(
    cronLine,
    '47 2 * * *',
    'When threads are deleted that were idle for longer than their project keeps them: a cron line, in UTC',
  ),
  PURGE_INTERVAL: variable(
    timerSpan(1_000),
    '1h',
    'Between two purges: deleted threads are emptied, old events and ended sessions forgotten',
  ),
  WEBHOOK_PRIVATE: variable(flag, 'false', 'Lets webhooks lead to private addresses, and over plain http'),
  AUDIT_SEAL_INTERVAL: variable(timerSpan(1_000), '10m', 'Between two seals of the audit trail'),
  LOG_LEVEL: variable(logLevel, 'info', 'Least level that is logged'),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(
    webAddress,
    null,
    'Address of an OpenTelemetry collector, which gets traces over OTLP (HTTP, JSON)',
  ),
  OTEL_EXPORTER_OTLP_HEADERS: variable(
    requestHeaders,
    null,
    'Headers that the collector wants: `name=value,name=value`, values percent-encoded',
    { secret: true },
  ),
  OTEL_TRACES_SAMPLER_ARG: variable(share, '1', 'Share of all traces that is exported, from 0 to 1'),
} as const

export type Variables = typeof variables
export type VariableName = keyof Variables
