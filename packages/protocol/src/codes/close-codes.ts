/** What a client does after its socket was closed. */
export type CloseAction = 'reconnect' | 'refresh' | 'stop'

/**
 * Close codes of the socket. The range decides, so that an old client can meet a new code (RT9):
 * 4000–4099 reconnect, 4100–4199 refresh the token and reconnect, 4200–4299 stop. `closeTitles` has the words.
 */
export const closeCodes = {
  shutting_down: 4000,
  slow_reader: 4001,
  heartbeat_lost: 4002,
  overloaded: 4003,
  hello_timeout: 4004,
  rate_limited: 4005,
  internal: 4006,
  token_expired: 4100,
  token_invalid: 4101,
  protocol_unsupported: 4200,
  origin_denied: 4201,
  forbidden: 4202,
  session_ended: 4203,
  project_disabled: 4204,
  invalid_frame: 4205,
} as const satisfies Record<string, number>

export type CloseName = keyof typeof closeCodes

/** What to do after a close code, known or not (RT9). Codes outside our ranges are the network's: reconnect. */
export const closeAction = (code: number): CloseAction => {
  if (code >= 4100 && code < 4200) return 'refresh'
  if ((code >= 4200 && code < 4300) || code === 1008) return 'stop'
  return 'reconnect'
}
