import { defaultToolSettings, type ToolSettings } from './tool-settings.ts'

/** How long a provider may take, in milliseconds (AI2). */
export interface ProviderTimeouts {
  /** Until it has answered the request. Default 10 s. */
  readonly connectMs: number
  /** From then until the first text. Default 30 s. */
  readonly firstTokenMs: number
  /** Between two pieces. Default 30 s. */
  readonly idleMs: number
  /** For the whole answer. Default 10 min. */
  readonly totalMs: number
}

/** How patiently a provider is asked again, before its first piece (AI2). Times are milliseconds. */
export interface ProviderPatience {
  /** Tries of one model after the first. Default 2. */
  readonly retries: number
  /** First and longest wait between two tries; full jitter lies between. Defaults 500 and 10 s. */
  readonly retryMs: number
  readonly maxRetryMs: number
  /** Longest wait that a service may ask for; beyond it the model counts as failed. Default 20 s. */
  readonly maxRetryAfterMs: number
}

/** What an operator can tune of running answers. Times are milliseconds, lengths UTF-16 code units. */
export interface GenerationSettings {
  readonly timeouts: ProviderTimeouts
  readonly patience: ProviderPatience
  /** Answers that run at once on this node. Default 1000. */
  readonly maxRunning: number
  /** Answers that wait in one thread. Default 20. */
  readonly maxQueued: number
  /** Event-loop delay over which new answers are refused. Default 200. */
  readonly maxLoopDelayMs: number
  /** Window in which pieces are collected before they are written and shown. Default 40. */
  readonly windowMs: number
  /** The same when the event loop lags. Default 100. */
  readonly laggingWindowMs: number
  /** Event-loop delay from which it lags. Default 40. */
  readonly laggingMs: number
  /** Least time between two looks of a hidden reader (RT7). Default 1000. */
  readonly hiddenMs: number
  /** Between two sweeps for what was lost. Default 5000. */
  readonly sweepMs: number
  /** Between two looks at which nodes live, where there are several. Default 250. */
  readonly watchMs: number
  /** The same while one is missed and not yet known to be gone. Default 100. */
  readonly missedMs: number
  /** Between two looks at this node's own rows, where there are several. Default 1000. */
  readonly ownMs: number
  /** Longest time for which a node may not run before others may take over: what its lease holds at least. Default 2000. */
  readonly leaseMs: number
  /** Between two looks for logs that nobody needs, where several nodes write them. Default 1 min. */
  readonly logSweepMs: number
  /** How long a log stays after its answer's end. Default 10 min. */
  readonly logKeepMs: number
  /** How long an ended answer waits for a log that takes nothing, before the store alone is told. Default 5 s. */
  readonly logPatienceMs: number
  /** First and longest wait between two tries of a store or log that is away. Defaults 50 and 5000. */
  readonly retryMs: number
  readonly maxRetryMs: number
  /** Longest answer; a longer one is ended as interrupted. Default 1,000,000. */
  readonly maxAnswerLength: number
  /** Most parts of an answer. Default 1000. */
  readonly maxParts: number
  /** What one answer may do with tools (AI10). */
  readonly tools: ToolSettings
}

export const defaultGenerationSettings: GenerationSettings = {
  timeouts: { connectMs: 10_000, firstTokenMs: 30_000, idleMs: 30_000, totalMs: 600_000 },
  patience: { retries: 2, retryMs: 500, maxRetryMs: 10_000, maxRetryAfterMs: 20_000 },
  maxRunning: 1000,
  maxQueued: 20,
  maxLoopDelayMs: 200,
  windowMs: 40,
  laggingWindowMs: 100,
  laggingMs: 40,
  hiddenMs: 1000,
  sweepMs: 5000,
  watchMs: 250,
  missedMs: 100,
  ownMs: 1000,
  leaseMs: 2000,
  logSweepMs: 60_000,
  logKeepMs: 600_000,
  logPatienceMs: 5000,
  retryMs: 50,
  maxRetryMs: 5000,
  maxAnswerLength: 1_000_000,
  maxParts: 1000,
  tools: defaultToolSettings,
}
