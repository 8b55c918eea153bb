/** Limits that no test meets by accident: all of them come from one address. */
export const roomyLimits = {
  RATE_LIMIT_HTTP: '1000000/1m',
  RATE_LIMIT_SOCKET: '1000000/1m',
  RATE_LIMIT_SEND: '1000000/1m',
} as const
