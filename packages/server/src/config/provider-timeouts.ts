import type { Config } from './load-config.ts'

/** How patiently a provider is asked again, as the environment says (AI2). */
export const providerPatience = (config: Config) => ({
  retries: config.AI_RETRIES,
  retryMs: config.AI_RETRY_WAIT,
  maxRetryMs: Math.max(config.AI_RETRY_WAIT, config.AI_RETRY_WAIT_MAX),
  maxRetryAfterMs: config.AI_RETRY_WAIT_MAX,
})

/** The time-outs of a provider's call that the environment sets, in milliseconds (AI2). */
export const providerTimeouts = (config: Config) => ({
  connectMs: config.AI_TIMEOUT_CONNECT,
  firstTokenMs: config.AI_TIMEOUT_FIRST_TOKEN,
  idleMs: config.AI_TIMEOUT_IDLE,
  totalMs: config.AI_TIMEOUT_TOTAL,
})
