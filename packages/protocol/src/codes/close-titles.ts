import type { CloseName } from './close-codes.ts'

/** A short title of each close code, for developers; apart from the table, so that no browser loads it. */
export const closeTitles: Readonly<Record<CloseName, string>> = {
  shutting_down: 'The server is stopping; connect again',
  slow_reader: 'The connection did not keep up; connect again and resume',
  heartbeat_lost: 'No heartbeat came; connect again',
  overloaded: 'The server is overloaded; connect again later',
  hello_timeout: 'No hello came in time',
  rate_limited: 'Too many frames; connect again later',
  internal: 'The server failed; connect again',
  token_expired: 'The access token has expired',
  token_invalid: 'The access token is not valid',
  protocol_unsupported: 'This server does not speak that protocol version',
  origin_denied: 'The project does not list this origin',
  forbidden: 'This is not permitted to you',
  session_ended: 'The session was ended',
  project_disabled: 'The project is disabled',
  invalid_frame: 'Too many malformed frames',
}
