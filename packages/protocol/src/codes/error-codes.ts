/** What the reader of an error can do next. */
export type NextStep = 'fix' | 'retry' | 'wait' | 'sign-in' | 'reload' | 'none'

/** One row of the table: HTTP status, a short title for developers, what to do next, and where the code arises. */
export interface ErrorCodeRow {
  readonly status: number
  readonly title: string
  readonly next: NextStep
  /** Made by the client itself, never sent by a server. */
  readonly client?: true
}

/** The one table of error codes: server, SDK and docs derive from it (SE10). */
export const errorCodes = {
  invalid_request: { status: 400, title: 'The request does not have the documented form', next: 'fix' },
  invalid_json: { status: 400, title: 'The body is not valid JSON', next: 'fix' },
  invalid_frame: { status: 400, title: 'The frame does not have a documented form', next: 'fix' },
  invalid_cursor: { status: 400, title: 'The cursor was not made by this list', next: 'reload' },
  protocol_unsupported: { status: 400, title: 'This server does not speak that protocol version', next: 'reload' },
  unauthenticated: { status: 401, title: 'A valid access token is needed', next: 'sign-in' },
  token_expired: { status: 401, title: 'The token has expired', next: 'sign-in' },
  token_invalid: { status: 401, title: 'The token is not valid', next: 'sign-in' },
  forbidden: { status: 403, title: 'This is not permitted to you', next: 'none' },
  origin_denied: { status: 403, title: 'The project does not list this origin', next: 'none' },
  project_disabled: { status: 403, title: 'The project is disabled', next: 'none' },
  not_found: { status: 404, title: 'There is no such resource', next: 'none' },
  method_not_allowed: { status: 405, title: 'The resource does not have this method', next: 'fix' },
  conflict: { status: 409, title: 'The row has changed since it was read', next: 'reload' },
  idempotency_mismatch: { status: 409, title: 'This command id was used for another command', next: 'fix' },
  thread_archived: { status: 409, title: 'The thread is archived and read-only', next: 'none' },
  state_conflict: { status: 409, title: 'The resource is not in a state that allows this', next: 'reload' },
  deleted: { status: 410, title: 'The resource was deleted', next: 'none' },
  command_expired: { status: 410, title: 'The command is older than command ids are kept', next: 'fix', client: true },
  too_large: { status: 413, title: 'The request is too large', next: 'fix' },
  unsupported_media_type: { status: 415, title: 'The content type is not supported', next: 'fix' },
  content_blocked: { status: 422, title: 'The content was blocked by the project’s rules', next: 'fix' },
  rate_limited: { status: 429, title: 'Too many requests', next: 'wait' },
  quota_exceeded: { status: 429, title: 'The quota of this period is used up', next: 'wait' },
  too_many: { status: 429, title: 'Too many of these are open at once', next: 'wait' },
  internal: { status: 500, title: 'The server failed', next: 'retry' },
  provider_failed: { status: 502, title: 'The AI provider failed', next: 'retry' },
  provider_unavailable: { status: 503, title: 'The AI provider is not reachable', next: 'wait' },
  store_unavailable: { status: 503, title: 'The store is not reachable', next: 'wait' },
  overloaded: { status: 503, title: 'The server is overloaded', next: 'wait' },
  shutting_down: { status: 503, title: 'The server is stopping', next: 'retry' },
  provider_timeout: { status: 504, title: 'The AI provider did not answer in time', next: 'retry' },
  aborted: { status: 0, title: 'The caller gave up', next: 'none', client: true },
  network: { status: 0, title: 'The server could not be reached', next: 'retry', client: true },
  timeout: { status: 0, title: 'The server did not answer in time', next: 'retry', client: true },
  closed: { status: 0, title: 'The chat was closed', next: 'none', client: true },
  interrupted: { status: 0, title: 'The answer was interrupted', next: 'retry', client: true },
  discarded: { status: 0, title: 'The message was discarded', next: 'none', client: true },
} as const satisfies Record<string, ErrorCodeRow>

/** A name from the table. A newer server may send others: read them as `internal` with the problem's own `status` and `next`. */
export type ErrorCode = keyof typeof errorCodes
