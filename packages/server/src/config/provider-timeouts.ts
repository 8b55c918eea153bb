import type { Config } from './load-config.ts'

/** The time-outs of a provider's call that the environment sets, in milliseconds (AI2). */
export const providerTimeouts = (config: Config) => ({
  connectMs: config.AI_TIMEOUT_CONNECT,
  firstTokenMs: config.AI_TIMEOUT_FIRST_TOKEN,
  idleMs: config.AI_TIMEOUT_IDLE,
  totalMs: config.AI_TIMEOUT_TOTAL,
})
