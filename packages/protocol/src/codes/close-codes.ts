/** What a client does after its socket was closed. */
export type CloseAction = 'reconnect' | 'refresh' | 'stop'

/** One row of the table of close codes. */
export interface CloseCodeRow {
  readonly code: number
  readonly title: string
}

/**
 * Close codes of the socket. The range decides, so that an old client can meet a new code (RT9):
 * 4000–4099 reconnect, 4100–4199 refresh the token and reconnect, 4200–4299 stop.
 */
export const closeCodes = {
  shutting_down: { code: 4000, title: 'The server is stopping; connect again' },
  slow_reader: { code: 4001, title: 'The connection did not keep up; connect again and resume' },
  heartbeat_lost: { code: 4002, title: 'No heartbeat came; connect again' },
  overloaded: { code: 4003, title: 'The server is overloaded; connect again later' },
  hello_timeout: { code: 4004, title: 'No hello came in time' },
  rate_limited: { code: 4005, title: 'Too many frames; connect again later' },
  internal: { code: 4006, title: 'The server failed; connect again' },
  token_expired: { code: 4100, title: 'The access token has expired' },
  token_invalid: { code: 4101, title: 'The access token is not valid' },
  protocol_unsupported: { code: 4200, title: 'This server does not speak that protocol version' },
  origin_denied: { code: 4201, title: 'The project does not list this origin' },
  forbidden: { code: 4202, title: 'This is not permitted to you' },
  session_ended: { code: 4203, title: 'The session was ended' },
  project_disabled: { code: 4204, title: 'The project is disabled' },
  invalid_frame: { code: 4205, title: 'Too many malformed frames' },
} as const satisfies Record<string, CloseCodeRow>

export type CloseName = keyof typeof closeCodes

/** What to do after a close code, known or not (RT9). Codes outside our ranges are the network's: reconnect. */
export const closeAction = (code: number): CloseAction => {
  if (code >= 4100 && code < 4200) return 'refresh'
  if ((code >= 4200 && code < 4300) || code === 1008) return 'stop'
  return 'reconnect'
}
