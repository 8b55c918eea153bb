/** What the reader of an error can do next. */
export type NextStep = 'fix' | 'retry' | 'wait' | 'sign-in' | 'reload' | 'none'

/** One row of the table: HTTP status, what to do next, and where the code arises. */
export interface ErrorCodeRow {
  readonly status: number
  readonly next: NextStep
  /** Made by the client itself, never sent by a server. */
  readonly client?: true
}

/** The one table of error codes: server, SDK and docs derive from it (SE10). `errorTitles` has the words. */
export const errorCodes = {
  invalid_request: { status: 400, next: 'fix' },
  invalid_json: { status: 400, next: 'fix' },
  invalid_frame: { status: 400, next: 'fix' },
  invalid_cursor: { status: 400, next: 'reload' },
  protocol_unsupported: { status: 400, next: 'reload' },
  unauthenticated: { status: 401, next: 'sign-in' },
  token_expired: { status: 401, next: 'sign-in' },
  token_invalid: { status: 401, next: 'sign-in' },
  forbidden: { status: 403, next: 'none' },
  origin_denied: { status: 403, next: 'none' },
  project_disabled: { status: 403, next: 'none' },
  not_found: { status: 404, next: 'none' },
  method_not_allowed: { status: 405, next: 'fix' },
  conflict: { status: 409, next: 'reload' },
  idempotency_mismatch: { status: 409, next: 'fix' },
  thread_archived: { status: 409, next: 'none' },
  state_conflict: { status: 409, next: 'reload' },
  deleted: { status: 410, next: 'none' },
  command_expired: { status: 410, next: 'fix', client: true },
  too_large: { status: 413, next: 'fix' },
  unsupported_media_type: { status: 415, next: 'fix' },
  content_blocked: { status: 422, next: 'fix' },
  rate_limited: { status: 429, next: 'wait' },
  quota_exceeded: { status: 429, next: 'wait' },
  too_many: { status: 429, next: 'wait' },
  internal: { status: 500, next: 'retry' },
  answers_paused: { status: 503, next: 'wait' },
  provider_failed: { status: 502, next: 'retry' },
  provider_unavailable: { status: 503, next: 'wait' },
  store_unavailable: { status: 503, next: 'wait' },
  overloaded: { status: 503, next: 'wait' },
  shutting_down: { status: 503, next: 'retry' },
  provider_timeout: { status: 504, next: 'retry' },
  aborted: { status: 0, next: 'none', client: true },
  network: { status: 0, next: 'retry', client: true },
  timeout: { status: 0, next: 'retry', client: true },
  closed: { status: 0, next: 'none', client: true },
  interrupted: { status: 0, next: 'retry', client: true },
  discarded: { status: 0, next: 'none', client: true },
} as const satisfies Record<string, ErrorCodeRow>

/** A name from the table. A newer server may send others: read them as `internal` with the problem's own `status` and `next`. */
export type ErrorCode = keyof typeof errorCodes
