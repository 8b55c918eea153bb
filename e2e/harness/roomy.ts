/** Limits that no journey meets by accident: all of them come from one address. */
export const roomy = { RATE_LIMIT_HTTP: '100000/1m', RATE_LIMIT_SOCKET: '100000/1m', RATE_LIMIT_SEND: '10000/1m' }
