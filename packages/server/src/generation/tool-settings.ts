/** Bounds of what one answer may do with tools (AI10). */
export interface ToolSettings {
  /** Requests of the provider with tools; then it is asked once more, without. Default 8. */
  readonly maxRounds: number
  /** Calls of one answer; those beyond are refused. Default 32. */
  readonly maxCalls: number
  /** Calls of one round that run at once. Default 8. */
  readonly parallel: number
  /** Milliseconds that a person or a page is waited for. Default 5 min. */
  readonly waitMs: number
  /** Length of all arguments and results of one answer together; what is longer is cut. Default 1,000,000. */
  readonly maxLength: number
}

export const defaultToolSettings: ToolSettings = {
  maxRounds: 8,
  maxCalls: 32,
  parallel: 8,
  waitMs: 300_000,
  maxLength: 1_000_000,
}
